package import JSON
import Synchronization

/// The faults of a world.
package final class Faults: Sendable {
    private struct State {
        var entries: [FaultEntry] = []
        var lastNumber = 0

        /// The entry of a number, unless it has been removed.
        subscript(number: Int) -> FaultEntry? {
            get { entries.first { $0.number == number } }
            set {
                guard let index = entries.firstIndex(where: { $0.number == number }), let newValue
                else { return }
                entries[index] = newValue
            }
        }

        /// - Returns: the ids of the new faults.
        mutating func add(_ faults: [Fault]) -> [String] {
            for fault in faults {
                lastNumber += 1
                entries.append(FaultEntry(number: lastNumber, fault: fault))
            }
            return entries.suffix(faults.count).map(\.id)
        }
    }

    private let state = Mutex(State())
    private let count = Atomic(0)
    /// 0 if no fault performs requests, 2 if one performs a request that may take long.
    private let work = Atomic(0)

    /// The largest number of faults that a world keeps.
    package static let most = 1000

    package init(_ faults: [Fault] = []) {
        replace(by: faults)
    }

    /// A copy of the faults of another world, with their ids and counts.
    package init(like other: Faults) {
        let present = other.state.withLock { $0 }
        change { $0 = present }
    }

    /// Most requests ask only this.
    package var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    /// Whether a request may have to wait for requests that a fault performs. Those that write to a
    /// file may wait for another process.
    func mayWait(isFile: Bool) -> Bool { work.load(ordering: .relaxed) > (isFile ? 0 : 1) }

    /// Notes what a request said that a fault performs and that was refused.
    package func note(_ error: String, of step: FaultOutcome.Step) {
        state.withLock { $0[step.fault]?.lastError = error }
    }

    /// How many faults can be added.
    package var room: Int { max(0, Self.most - count.load(ordering: .relaxed)) }

    private func change<Result: Sendable, Failure>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { state throws(Failure) in
            defer {
                count.store(state.entries.count, ordering: .relaxed)
                let performing = state.entries.filter(\.fault.performsRequests)
                work.store(
                    performing.isEmpty ? 0 : performing.contains(where: \.fault.isLong) ? 2 : 1,
                    ordering: .relaxed)
            }
            return try body(&state)
        }
    }

    /// Adds all faults, or no fault if there is no room for all.
    ///
    /// - Returns: the ids of the faults.
    package func add(_ faults: [Fault]) throws(TooManyFaults) -> [String] {
        try change { state throws(TooManyFaults) in
            guard state.entries.count + faults.count <= Self.most else {
                throw TooManyFaults(present: state.entries.count)
            }
            return state.add(faults)
        }
    }

    /// Adds the faults of a seed, for which there was room when the seed was read.
    package func addLoaded(_ faults: [Fault]) {
        _ = change { $0.add(faults) }
    }

    /// Removes all faults, and adds those of a seed. Numbers begin again at 1.
    package func replace(by faults: [Fault]) {
        change { state in
            state = State()
            _ = state.add(faults)
        }
    }

    /// - Returns: false if there is no such fault.
    package func remove(_ id: String) -> Bool {
        change { state in
            guard let index = state.entries.firstIndex(where: { $0.id == id }) else { return false }
            state.entries.remove(at: index)
            return true
        }
    }

    package func removeAll() {
        change { $0.entries = [] }
    }

    /// All faults, in the order in which they were added.
    package var entries: [FaultEntry] { state.withLock { $0.entries } }

    /// All faults as the control plane shows them.
    package var list: [JSON] { entries.map(\.json) }

    /// The fault of this id as the control plane shows it, or nil.
    package subscript(id: String) -> JSON? {
        state.withLock { state in state.entries.first { $0.id == id }?.json }
    }

    /// How often the faults have fired, all together.
    package var firedCount: Int64 {
        state.withLock { $0.entries.reduce(0) { $0 + $1.fired } }
    }

    /// What the faults do to a request, or nil if no fault acts.
    ///
    /// Every fault that matches the request counts it. Then these act, each with its delay:
    ///
    /// * of the faults with an effect, the fault whose effect has the lowest rank, and of several
    ///   the oldest;
    /// * every fault that only delays.
    ///
    /// A fault that does not act has not fired, and keeps its times. A throttle counts only calls
    /// that no effect of a lower rank answers.
    ///
    /// - Parameter own: the fault that the request asks for. Its effect comes before all others.
    package func outcome(
        for asked: FaultQuestion, asking own: FaultOutcome? = nil, at now: Instant
    ) -> FaultOutcome? {
        state.withLock { state in
            var outcome = own
            var due: [(index: Int, dice: Dice)] = []
            for index in state.entries.indices
            where state.entries[index].fault.match.covers(asked) {
                if let dice = state.entries[index].match() { due.append((index, dice)) }
            }
            for (index, dice) in due where state.entries[index].fault.effects.isEmpty {
                state.entries[index].act(nil, on: &outcome, dice)
            }
            guard outcome?.effect == nil else { return outcome }
            let turns = due.flatMap { fault in
                state.entries[fault.index].turns(fault.dice)
            }.filter { asked.canHave($0.effect) }
                .sorted { $0.effect.member.rank < $1.effect.member.rank }
            for (place, turn) in turns.enumerated() {
                var retryAfterSeconds: Int64?
                switch turn.effect {
                case .throttle(let limit, let seconds):
                    retryAfterSeconds = state[turn.number]?.countCall(
                        limit: limit, windowSeconds: seconds, at: now)
                    if retryAfterSeconds == nil { continue }
                case .paging:
                    var pages = turns[place...].prefix { $0.isOfPage }
                    var waiting = outcome ?? FaultOutcome()
                    waiting.otherwise = turns[(place + pages.count)...].first
                    // What performs a request before the page is made acts in any case.
                    if let index = pages.firstIndex(where: { !$0.fault.before.isEmpty }) {
                        pages = pages[...index]
                        waiting.otherwise = pages[index]
                        waiting.before += pages[index].fault.before.map {
                            FaultOutcome.Step(fault: pages[index].number, asked: $0)
                        }
                    }
                    waiting.pages = Array(pages)
                    for turn in pages { state[turn.number]?.reserve() }
                    return waiting
                case .connection, .status, .truncate, .dribble: break
                }
                state[turn.number]?.act(turn.effect, on: &outcome, turn.dice)
                outcome?.retryAfterSeconds = retryAfterSeconds
                break
            }
            return outcome
        }
    }

    /// What the faults do to a request whose page has been made.
    ///
    /// - Parameter index: which of the outcome's faults of paging the page has, or nil.
    /// - Returns: nil if no fault acts.
    package func settle(_ outcome: FaultOutcome, acting index: Int?) -> FaultOutcome? {
        guard !outcome.pages.isEmpty else { return outcome }
        return state.withLock { state in
            for turn in outcome.pages { state[turn.number]?.giveBack() }
            var settled: FaultOutcome? = outcome.id == nil ? nil : outcome
            guard let turn = index.map({ outcome.pages[$0] }) ?? outcome.otherwise else {
                return settled
            }
            // Somebody may have removed the fault meanwhile.
            var entry = state[turn.number] ?? FaultEntry(number: turn.number, fault: turn.fault)
            entry.act(turn.effect, on: &settled, turn.dice)
            if state[turn.number] != nil { state[turn.number] = entry }
            return settled
        }
    }
}
