import SQLite
import Synchronization
import System

/// The worlds of a server: `default`, and the worlds that requests have named.
package final class Worlds: Sendable {
    package let metrics = Metrics()
    package let authentication: Authentication
    /// Wakes the calls that wait for requests.
    package let journalWatch: JournalWatch
    private let most: Int
    private let present: Mutex<World>
    private let others = Mutex<[WorldName: World]>([:])
    private let journalEnd = Mutex<@Sendable (World) -> Void>({ _ in })

    /// - Parameters:
    ///   - defaultWorld: the world of requests that name no world.
    ///   - most: the largest number of worlds, including `default`.
    package init(_ defaultWorld: World, most: Int) {
        present = Mutex(defaultWorld)
        authentication = defaultWorld.authentication
        journalWatch = defaultWorld.journalWatch
        self.most = most
        defaultWorld.memory.whenShort { [weak self] missing in self?.drop(missing) }
    }

    /// Frees this many bytes: first remembered answers, then the oldest entries of every journal,
    /// in proportion to its size.
    private func drop(_ byteCount: Int) {
        let worlds = all
        var missing = byteCount
        for world in worlds where missing > 0 {
            missing -= world.answers.heldByteCount
            world.answers.clear()
        }
        let journals = worlds.map(\.journal)
        let held = journals.reduce(0) { $0 + $1.heldByteCount }
        guard missing > 0, held > 0 else { return }
        let share = min(1, Double(missing) / Double(held))
        for journal in journals {
            journal.drop(Int((Double(journal.heldByteCount) * share).rounded(.up)))
        }
    }

    /// The world of requests that name no world.
    package var defaultWorld: World { present.withLock { $0 } }

    /// The world of this name. It is made if it does not exist.
    package func world(_ name: WorldName) throws(WorldRefusal) -> World {
        if let world = existing(name) { return world }
        return try make(name, like: nil, orTakeExisting: true)
    }

    /// The world of this name, or nil if it does not exist.
    package func existing(_ name: WorldName) -> World? {
        name == .default ? defaultWorld : others.withLock { $0[name] }
    }

    /// A new world of this name that is not kept.
    package func prospect(_ name: WorldName) throws(WorldRefusal) -> World {
        try defaultWorld.copy(named: name, present: false)
    }

    /// Makes a world from the seeded state, or from the present state of another world.
    package func make(_ name: WorldName, like other: WorldName?) throws(WorldRefusal) -> World {
        guard name != .default else { throw .exists(name) }
        return try make(name, like: other, orTakeExisting: false)
    }

    private func make(
        _ name: WorldName, like other: WorldName?, orTakeExisting takesExisting: Bool
    ) throws(WorldRefusal) -> World {
        let model = try other.map { other throws(WorldRefusal) in try find(other) }
        let world = try (model ?? defaultWorld).copy(named: name, present: model != nil)
        return try others.withLock { others throws(WorldRefusal) in
            // Another request may have made it meanwhile.
            if let existing = others[name] {
                guard takesExisting else { throw .exists(name) }
                return existing
            }
            guard others.count + 1 < most else { throw .tooMany(most) }
            others[name] = world
            return world
        }
    }

    private func find(_ name: WorldName) throws(WorldRefusal) -> World {
        guard let world = existing(name) else { throw .unknown(name) }
        return world
    }

    /// Drops a world. Requests that have begun in it end in it.
    package func drop(_ name: WorldName) throws(WorldRefusal) {
        guard name != .default else { throw .isDefault }
        guard let world = others.withLock({ $0.removeValue(forKey: name) }) else {
            throw .unknown(name)
        }
        noteEnd(of: world)
    }

    /// Calls `body` with each world that is dropped or reset, and loses its journal by that.
    package func whenJournalEnds(_ body: @escaping @Sendable (World) -> Void) {
        journalEnd.withLock { $0 = body }
    }

    private func noteEnd(of world: World) {
        journalEnd.withLock { $0 }(world)
    }

    /// Replaces the world of this name. Requests that have begun in the old world end in it.
    ///
    /// - Throws: `WorldRefusal`, `SQLiteError` or `DataError`. Then nothing has changed.
    package func replace(_ name: WorldName, as replacement: Replacement) throws {
        let world = try find(name)
        if case .beginning = replacement { noteEnd(of: world) }
        try world.replace(replacement) {
            // Another call may have replaced it meanwhile.
            guard name != .default else {
                return present.withLock { $0 = $0.replaced(by: replacement) }
            }
            try others.withLock { others in
                guard let world = others[name] else { throw WorldRefusal.unknown(name) }
                others[name] = world.replaced(by: replacement)
            }
        }
    }

    /// All worlds: `default` first, then the others by name.
    package var all: [World] {
        [defaultWorld]
            + others.withLock { Array($0.values) }
            .sorted { $0.name.description < $1.name.description }
    }
}
