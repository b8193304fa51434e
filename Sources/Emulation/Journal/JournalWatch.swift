import Synchronization
import System

/// Wakes calls that wait for new requests to a world.
///
/// The calls look at the journal on a thread of their own, so no request waits for them.
package final class JournalWatch: Sendable {
    private struct State {
        var lookouts: [WorldName: [Int: @Sendable () -> Void]] = [:]
        /// The worlds that have had requests since the last look.
        var changed: Set<WorldName> = []
        var isLooking = false
        var lastID = 0
    }

    private let state = Mutex(State())
    /// The number of all lookouts. Most requests find none, and need no lock.
    private let count = Atomic(0)
    private let workers = Workers(most: 1)
    private let dropped = Atomic(0)

    package init() {}

    /// How many entries the journals have dropped for want of room.
    var droppedEntries: Int { dropped.load(ordering: .relaxed) }

    /// Counts an entry that a journal drops.
    func countDropped() {
        dropped.add(1, ordering: .relaxed)
    }

    /// Calls `look` soon after each request to the world of this name, also if that world is
    /// replaced.
    ///
    /// - Returns: the id for `remove`.
    package func add(_ name: WorldName, _ look: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.lastID += 1
            state.lookouts[name, default: [:]][state.lastID] = look
            count.add(1, ordering: .relaxed)
            return state.lastID
        }
    }

    package func remove(_ id: Int, from name: WorldName) {
        state.withLock { state in
            guard state.lookouts[name]?.removeValue(forKey: id) != nil else { return }
            if state.lookouts[name]?.isEmpty == true { state.lookouts[name] = nil }
            count.subtract(1, ordering: .relaxed)
        }
    }

    /// Wakes the calls that wait for a request to this world.
    func ring(_ name: WorldName) {
        guard count.load(ordering: .relaxed) > 0 else { return }
        let mustStart = state.withLock { state in
            guard state.lookouts[name] != nil else { return false }
            state.changed.insert(name)
            defer { state.isLooking = true }
            return !state.isLooking
        }
        guard mustStart else { return }
        if !workers.run({ [self] in look() }) { look() }
    }

    private func look() {
        while let looks = next() {
            for look in looks { look() }
        }
    }

    /// The lookouts of all worlds that have had requests, or nil if no world has.
    private func next() -> [@Sendable () -> Void]? {
        state.withLock { state in
            guard !state.changed.isEmpty else {
                state.isLooking = false
                return nil
            }
            defer { state.changed = [] }
            return state.changed.flatMap { state.lookouts[$0].map { Array($0.values) } ?? [] }
        }
    }
}
