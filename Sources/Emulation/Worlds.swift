internal import Synchronization

/// The worlds of a server: `default`, and those that somebody has named.
package final class Worlds: Sendable {
    /// The world of those who name none.
    package let home: World
    package let metrics = Metrics()
    /// Who waits for requests that have not come yet.
    package var journalWatch: JournalWatch { home.journalWatch }
    private let most: Int
    private let others = Mutex<[WorldName: World]>([:])

    /// - Parameter most: how many there may be, `default` among them.
    package init(_ home: World, most: Int) {
        self.home = home
        self.most = most
    }

    /// The world of this name, made as it is named first.
    package func world(_ name: WorldName) throws(WorldRefusal) -> World {
        guard name != .home else { return home }
        if let world = existing(name) { return world }
        return try make(name, like: nil, orTakeExisting: true)
    }

    /// The world of this name, where it has been made.
    package func existing(_ name: WorldName) -> World? {
        name == .home ? home : others.withLock { $0[name] }
    }

    /// A world of this name as it would be made, which is not kept.
    package func prospect(_ name: WorldName) throws(WorldRefusal) -> World {
        try home.copy(named: name, present: false)
    }

    /// Makes a world: of the seeded state, or of another world as that is now.
    package func make(_ name: WorldName, like other: WorldName?) throws(WorldRefusal) -> World {
        guard name != .home else { throw .exists(name) }
        return try make(name, like: other, orTakeExisting: false)
    }

    private func make(
        _ name: WorldName, like other: WorldName?, orTakeExisting takesExisting: Bool
    ) throws(WorldRefusal) -> World {
        let model = try other.map { other throws(WorldRefusal) in try find(other) }
        let world = try (model ?? home).copy(named: name, present: model != nil)
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
        guard name != .home else { throw .isHome }
        guard others.withLock({ $0.removeValue(forKey: name) }) != nil else { throw .unknown(name) }
    }

    /// All of them, `default` first and then by name.
    package var all: [World] {
        [home]
            + others.withLock { Array($0.values) }
            .sorted { $0.name.description < $1.name.description }
    }
}
