import Synchronization
import System

/// Wakes those who wait for requests that have not come yet, by the world that they wait in.
///
/// They look on a thread of their own: however many there are, no request is held up by them.
package final class JournalWatch: Sendable {
    private struct State {
        var lookouts: [WorldName: [Int: @Sendable () -> Void]] = [:]
        /// Where requests have come since the last look.
        var changed: Set<WorldName> = []
        var isLooking = false
        var lastID = 0
    }

    private let state = Mutex(State())
    /// How many wait in all: most requests find none.
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

    /// Calls `look` soon after each request that a world of this name is asked, also one that is
    /// made anew.
    ///
    /// - Returns: what to call `remove` with.
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

    /// A request has been written to the journal of this world.
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

    /// All who wait where something has changed; nil where nothing has.
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
