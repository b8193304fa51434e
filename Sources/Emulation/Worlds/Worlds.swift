import SQLite
import Synchronization
import System

/// The worlds of a server: `default`, and those that somebody has named.
package final class Worlds: Sendable {
    package let metrics = Metrics()
    package let authentication: Authentication
    /// Who waits for requests that have not come yet.
    package let journalWatch: JournalWatch
    private let most: Int
    private let present: Mutex<World>
    private let others = Mutex<[WorldName: World]>([:])

    /// - Parameters:
    ///   - defaultWorld: the world of those who name none.
    ///   - most: how many there may be, `default` among them.
    package init(_ defaultWorld: World, most: Int) {
        present = Mutex(defaultWorld)
        authentication = defaultWorld.authentication
        journalWatch = defaultWorld.journalWatch
        self.most = most
        defaultWorld.memory.whenShort { [weak self] missing in self?.drop(missing) }
    }

    /// Drops what nobody needs until so many bytes are free: remembered answers, then the oldest
    /// entries of all journals, of each as much as it has of them.
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

    /// The world of those who name none.
    package var defaultWorld: World { present.withLock { $0 } }

    /// The world of this name, made as it is named first.
    package func world(_ name: WorldName) throws(WorldRefusal) -> World {
        if let world = existing(name) { return world }
        return try make(name, like: nil, orTakeExisting: true)
    }

    /// The world of this name, where it has been made.
    package func existing(_ name: WorldName) -> World? {
        name == .default ? defaultWorld : others.withLock { $0[name] }
    }

    /// A world of this name as it would be made, which is not kept.
    package func prospect(_ name: WorldName) throws(WorldRefusal) -> World {
        try defaultWorld.copy(named: name, present: false)
    }

    /// Makes a world: of the seeded state, or of another world as that is now.
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
            // Another request may have named it meanwhile.
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

    /// Forgets a world; requests that it is answering end in it.
    package func drop(_ name: WorldName) throws(WorldRefusal) {
        guard name != .default else { throw .isDefault }
        guard others.withLock({ $0.removeValue(forKey: name) }) != nil else { throw .unknown(name) }
    }

    /// Puts another world in the place of the one of this name; requests that it is answering end
    /// in it.
    ///
    /// - Throws: `WorldRefusal`, `SQLiteError` or `SeededStateLost`; then nothing has changed.
    package func replace(_ name: WorldName, as replacement: Replacement) throws {
        try find(name).replace(replacement) {
            // The one that is there now, in whose place others may have put it meanwhile.
            guard name != .default else {
                return present.withLock { $0 = $0.replaced(by: replacement) }
            }
            try others.withLock { others in
                guard let world = others[name] else { throw WorldRefusal.unknown(name) }
                others[name] = world.replaced(by: replacement)
            }
        }
    }

    /// All of them, `default` first and then by name.
    package var all: [World] {
        [defaultWorld]
            + others.withLock { Array($0.values) }
            .sorted { $0.name.description < $1.name.description }
    }
}
