package import HTTP
internal import HTTPTypes
package import JSON
internal import Synchronization

/// The faults of a world, and how often each has fired.
package final class Faults: Sendable {
    private struct Entry {
        let fault: Fault
        var matched: Int64 = 0
        var fired: Int64 = 0
        var dice: Dice
        var throttle: Window?

        init(_ fault: Fault) {
            self.fault = fault
            dice = Dice(seed: fault.when.seed)
        }
    }

    /// The calls of a throttle since an instant.
    private struct Window {
        let start: Instant
        var calls: Int64 = 0
    }

    private struct State {
        var entries: [Entry] = []
        var lastID = 0
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    /// More are refused.
    package static let most = 1000

    package init() {}

    /// Whether there is none, which is what most requests find.
    package var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    /// Adds what a text holds: a fault or a list of them; all of it, or nothing.
    ///
    /// - Parameter operations: those that there are.
    /// - Returns: their ids.
    /// - Throws: `SeedError` with what is wrong, and where.
    package func add(_ text: [UInt8], operations: [String]) throws -> [String] {
        try state.withLock { state in
            var reader = SeedReader(
                JSONText(text), file: "fault", now: .epoch,
                operations: operations)
            var faults: [Fault] = []
            var lastID = state.lastID
            do {
                try reader.faults { reader in
                    lastID += 1
                    if let fault = try reader.fault(id: "fault-\(lastID)") { faults.append(fault) }
                }
            } catch let error as JSONError {
                let mistake = SeedMistake(
                    file: "fault", place: error.place, message: error.message)
                throw SeedError(mistakes: reader.mistakes + [mistake])
            }
            guard reader.mistakes.isEmpty else { throw SeedError(mistakes: reader.mistakes) }
            state.lastID = lastID
            add(faults, to: &state)
            return faults.map(\.id)
        }
    }

    private func add(_ faults: [Fault], to state: inout State) {
        let room = Self.most - state.entries.count
        state.entries += faults.prefix(max(0, room)).map(Entry.init)
        count.store(state.entries.count, ordering: .relaxed)
    }

    /// Takes over the faults of a seed, in place of what is there.
    package func replace(by faults: [Fault]) {
        state.withLock { state in
            state = State()
            state.lastID = faults.count
            add(faults, to: &state)
        }
    }

    /// - Returns: false where there is no such fault.
    package func remove(_ id: String) -> Bool {
        state.withLock { state in
            let before = state.entries.count
            state.entries.removeAll { $0.fault.id == id }
            count.store(state.entries.count, ordering: .relaxed)
            return state.entries.count < before
        }
    }

    package func removeAll() {
        replace(by: [])
    }

    /// The faults as they stand, for another world.
    package var all: [Fault] { state.withLock { $0.entries.map(\.fault) } }

    /// Each as it was given, with its id and how often it has matched and fired.
    package var list: [JSON] {
        state.withLock { state in
            state.entries.map { entry in
                .object(
                    [JSON.Member(name: "id", value: .string(entry.fault.id))]
                        + entry.fault.text.members + [
                            JSON.Member(name: "matched", value: .integer(entry.matched)),
                            JSON.Member(name: "fired", value: .integer(entry.fired)),
                        ])
            }
        }
    }

    /// How often any has fired.
    package var firedCount: Int64 {
        state.withLock { $0.entries.reduce(0) { $0 + $1.fired } }
    }

    // MARK: Firing

    /// What a request meets.
    package struct Meeting: Sendable {
        package internal(set) var delay = Duration.zero
        internal var effect: Fault.Effect?
        /// The fault that goes first, or that only delays.
        package internal(set) var id: String?
        /// For a throttle: until its window ends.
        internal var retryAfterSeconds: Int64 = 0
    }

    /// The faults that fire for a request; all that match are counted.
    package func meet(_ asked: FaultQuestion, at now: Instant) -> Meeting {
        state.withLock { state in
            var meeting = Meeting()
            for index in state.entries.indices {
                guard state.entries[index].fault.match.covers(asked) else { continue }
                Self.fire(&state.entries[index], &meeting, at: now)
            }
            return meeting
        }
    }

    private static func fire(_ entry: inout Entry, _ meeting: inout Meeting, at now: Instant) {
        let when = entry.fault.when
        entry.matched += 1
        guard entry.matched >= when.call ?? 1, entry.fired < when.mostTimes,
            when.probability >= 1 || entry.dice.uniform() < when.probability
        else { return }
        var hasFired = false
        for effect in entry.fault.effects {
            var wait: Int64 = 0
            switch effect {
            case .delay(let delay):
                meeting.delay += delay.duration(&entry.dice)
                meeting.id = meeting.id ?? entry.fault.id
                hasFired = true
                continue
            case .throttle(let limit, let seconds):
                guard let left = spend(&entry, limit, seconds, at: now) else { continue }
                wait = left
            case .connection, .status, .truncate, .dribble: break
            }
            hasFired = true
            guard effect.precedence < meeting.effect?.precedence ?? .max else { continue }
            meeting.effect = effect
            meeting.id = entry.fault.id
            meeting.retryAfterSeconds = wait
        }
        if hasFired { entry.fired += 1 }
    }

    /// - Returns: how long the window lasts yet where its budget is spent; nil where it is not.
    private static func spend(
        _ entry: inout Entry, _ limit: Int64, _ seconds: Int64, at now: Instant
    ) -> Int64? {
        var window = entry.throttle ?? Window(start: now)
        if now >= window.start.advanced(bySeconds: seconds) || now < window.start {
            window = Window(start: now)
        }
        window.calls += 1
        entry.throttle = window
        guard window.calls > limit else { return nil }
        let end = window.start.advanced(bySeconds: seconds)
        let ticks = end.ticks - now.ticks
        return max(1, (ticks + Instant.ticksPerSecond - 1) / Instant.ticksPerSecond)
    }
}

/// What is known of a request when faults are looked for.
package struct FaultQuestion: Sendable {
    package let api: String
    package let request: Request
    package let operation: AskedOperation?
    package let page: Int

    package init(api: String, _ request: Request, _ operation: AskedOperation?, page: Int) {
        self.api = api
        self.request = request
        self.operation = operation
        self.page = page
    }
}

extension Fault.Match {
    fileprivate func covers(_ asked: FaultQuestion) -> Bool {
        func parameter(_ name: String) -> String? {
            asked.operation?.parameters.value(of: name)?.lowercased()
        }
        return (api == nil || api == asked.api)
            && (operation == nil || operation == asked.operation?.name)
            && (method == nil || method == asked.request.method.rawValue)
            && (path?.matches(asked.request.target) ?? true)
            && (user == nil || user == parameter("username"))
            && (customerID == nil || customerID == parameter("customerId"))
            && (type == nil || type == (parameter("type") ?? parameter("productType")))
            && (page == nil || page == Int64(asked.page))
    }
}

extension SeedReader {
    /// Reads one fault, or a list of them.
    fileprivate mutating func faults(_ read: (inout SeedReader) throws -> Void) throws {
        if try isArray {
            try array("faults") { try read(&$0) }
        } else {
            try read(&self)
        }
        try end()
    }
}
