package import JSON
import Synchronization

/// The faults of a world, and how often each has acted.
package final class Faults: Sendable {
    fileprivate struct Entry {
        /// From 1 on, in the order of their arrival.
        let number: Int
        let fault: Fault
        /// How many requests it was for.
        var matched: Int64 = 0
        /// How often it has acted.
        var fired: Int64 = 0
        var window: Window?

        var id: String { "fault-\(number)" }
    }

    /// The calls of a throttle since an instant.
    fileprivate struct Window {
        let start: Instant
        var calls: Int64 = 0
    }

    fileprivate struct State {
        var entries: [Entry] = []
        var lastNumber = 0

        /// - Returns: their ids.
        mutating func add(_ faults: [Fault]) -> [String] {
            for fault in faults {
                lastNumber += 1
                entries.append(Entry(number: lastNumber, fault: fault))
            }
            return entries.suffix(faults.count).map(\.id)
        }
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    /// More are refused.
    package static let most = 1000

    /// - Parameter faults: a seed's.
    package init(_ faults: [Fault] = []) {
        replace(by: faults)
    }

    /// The faults of another world as they are now, each with its id and with what it has counted
    /// and spent; either goes on by itself.
    package init(like other: Faults) {
        let present = other.state.withLock { $0 }
        change { $0 = present }
    }

    /// Whether there is none, which is what most requests find.
    package var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    /// How many more there may be.
    package var room: Int { max(0, Self.most - count.load(ordering: .relaxed)) }

    private func change<Result: Sendable, Failure>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { state throws(Failure) in
            defer { count.store(state.entries.count, ordering: .relaxed) }
            return try body(&state)
        }
    }

    /// Adds all of them, or none where there is no room for all.
    ///
    /// - Returns: their ids.
    package func add(_ faults: [Fault]) throws(TooManyFaults) -> [String] {
        try change { state throws(TooManyFaults) in
            guard state.entries.count + faults.count <= Self.most else {
                throw TooManyFaults(present: state.entries.count)
            }
            return state.add(faults)
        }
    }

    /// Adds those of a seed, which was read when there was room for them.
    package func addLoaded(_ faults: [Fault]) {
        _ = change { $0.add(faults) }
    }

    /// Takes over the faults of a seed, in place of what is there.
    package func replace(by faults: [Fault]) {
        change { state in
            state = State()
            _ = state.add(faults)
        }
    }

    /// - Returns: false where there is no such fault.
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

    /// Each as it was given, with its id and how often it has matched and fired.
    package var list: [JSON] { state.withLock { $0.entries.map(Self.json) } }

    /// One of them likewise; nil where there is no such fault.
    package subscript(id: String) -> JSON? {
        state.withLock { state in state.entries.first { $0.id == id }.map(Self.json) }
    }

    private static func json(_ entry: Entry) -> JSON {
        .object(
            [JSON.Member(name: "id", value: .string(entry.id))]
                + entry.fault.text.members + [
                    JSON.Member(name: "matched", value: .integer(entry.matched)),
                    JSON.Member(name: "fired", value: .integer(entry.fired)),
                ])
    }

    /// How often any has fired.
    package var firedCount: Int64 {
        state.withLock { $0.entries.reduce(0) { $0 + $1.fired } }
    }

    // MARK: Acting

    /// What a request meets. Every fault that it is for counts it; then it is chosen who acts:
    ///
    /// * of the faults that have an effect, the first in the order of precedence, and of equals the
    ///   oldest;
    /// * all that only delay.
    ///
    /// A fault acts as a whole, with its delay, or not at all. What does not act is as it was: it
    /// has not fired, and keeps its times. A throttle counts the calls that get as far as it.
    ///
    /// - Parameter own: what the request asks for itself, whose effect goes before all others.
    /// - Returns: nil where nothing acts.
    package func meet(
        _ asked: FaultQuestion, asking own: FaultOutcome? = nil, at now: Instant
    ) -> FaultOutcome? {
        state.withLock { state in
            var outcome = own
            let due = state.due(for: asked)
            for fault in due where state.entries[fault.index].fault.effects.isEmpty {
                state.entries[fault.index].act(nil, on: &outcome, fault.dice)
            }
            guard outcome?.effect == nil else { return outcome }
            let turns = due.flatMap { fault in
                state.entries[fault.index].fault.effects.map { (fault: fault, effect: $0) }
            }.sorted { $0.effect.precedence < $1.effect.precedence }
            for (fault, effect) in turns {
                var retryAfterSeconds: Int64?
                if case .throttle(let limit, let seconds) = effect {
                    retryAfterSeconds = state.entries[fault.index].spend(limit, seconds, at: now)
                    if retryAfterSeconds == nil { continue }
                }
                state.entries[fault.index].act(effect, on: &outcome, fault.dice)
                outcome?.retryAfterSeconds = retryAfterSeconds
                break
            }
            return outcome
        }
    }
}

/// Faults that a world has no room for.
package struct TooManyFaults: Error {
    /// How many it has.
    package let present: Int
}

extension Faults.State {
    /// A fault that may act for a request, with its dice for it.
    struct Due {
        let index: Int
        let dice: Dice
    }

    /// The faults that may act, after all that the request is for have counted it.
    fileprivate mutating func due(for asked: FaultQuestion) -> [Due] {
        var due: [Due] = []
        for index in entries.indices where entries[index].fault.match.covers(asked) {
            if let dice = entries[index].count() { due.append(Due(index: index, dice: dice)) }
        }
        return due
    }
}

extension Faults.Entry {
    /// Counts a request that it is for.
    ///
    /// - Returns: its dice for the request; nil where it is not to act.
    fileprivate mutating func count() -> Dice? {
        let when = fault.when
        matched += 1
        var dice = Dice(seed: when.seed ?? Int64(number), call: matched)
        let isLucky = dice.uniform() < when.probability ?? 1
        return matched >= when.call ?? 1 && fired < when.mostTimes && isLucky ? dice : nil
    }

    /// Does what it does, with one of its effects or with none, and counts that.
    fileprivate mutating func act(
        _ effect: Fault.Effect?, on outcome: inout FaultOutcome?, _ dice: Dice
    ) {
        fired += 1
        var dice = dice
        let delay = fault.delay?.duration(&dice) ?? .zero
        outcome = FaultOutcome(
            id: effect == nil ? outcome?.id ?? id : id, effect: effect ?? outcome?.effect,
            delay: (outcome?.delay ?? .zero) + delay, acts: (outcome?.acts ?? 0) + 1)
    }

    /// Counts a call in the window of a throttle.
    ///
    /// - Returns: for how many seconds the window lasts yet where its budget is spent; nil where it
    ///   is not.
    fileprivate mutating func spend(
        _ limit: Int64, _ seconds: Int64, at now: Instant
    ) -> Int64? {
        var present = window ?? Faults.Window(start: now)
        if now >= present.start.advanced(bySeconds: seconds) || now < present.start {
            present = Faults.Window(start: now)
        }
        present.calls += 1
        window = present
        guard present.calls > limit else { return nil }
        let end = present.start.advanced(bySeconds: seconds)
        let ticks = end.ticks - now.ticks
        return max(1, (ticks + Instant.ticksPerSecond - 1) / Instant.ticksPerSecond)
    }
}
