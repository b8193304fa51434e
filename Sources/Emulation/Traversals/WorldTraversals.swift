package import HTTP

/// The traversals of a world: which lists its clients have read, and what they have left.
package struct WorldTraversals: Sendable {
    private let world: World

    init(of world: World) {
        self.world = world
    }

    /// Whether they are noted at all. They are not if the journal is switched off.
    package var areNoted: Bool { world.traits.journal.entries > 0 }

    /// How many have been forgotten for want of room, and can no longer be judged.
    package var droppedCount: Int64 { world.journal.droppedTraversalCount }

    /// The ids of all that are kept, newest first.
    package var ids: [Int64] { world.journal.traversals.reversed().map(\.id) }

    /// All that match, newest first, each judged by the data as it is now.
    ///
    /// - Parameters:
    ///   - areOver: whether clients that may still go on count as having given up.
    ///   - id: of a traversal that only older ones are wanted of.
    ///   - most: how many are wanted.
    ///   - isWanted: by the operation and the parameters of the path.
    package func judged(
        areOver: Bool = false, before id: Int64 = .max, most: Int = .max,
        where isWanted: (_ operation: String, _ parameters: Parameters) -> Bool = { _, _ in true }
    ) throws -> [Judgement] {
        let all = world.journal.traversals
        var wanted: [Traversal] = []
        for traversal in all.reversed()
        where traversal.id < id && isWanted(traversal.operation, traversal.parameters) {
            wanted.append(traversal)
            if wanted.count == most { break }
        }
        return try judge(wanted, among: all, areOver: areOver)
    }

    /// The traversal of this id; nil if it is not kept.
    package func judged(_ id: Int64) throws -> Judgement? {
        let all = world.journal.traversals
        return try judge(all.filter { $0.id == id }, among: all, areOver: false).first
    }

    /// Forgets all.
    package func forget() {
        world.journal.forgetTraversals()
    }

    /// Counts all that can still be counted, before other data takes the place of the present data.
    /// Whoever replaces the data does not wait for long: of very many lists the latest are counted.
    func settle() throws {
        _ = try counted(world.journal.traversals, until: ContinuousClock.now + .seconds(2))
    }

    private func judge(
        _ traversals: [Traversal], among all: [Traversal], areOver: Bool
    ) throws -> [Judgement] {
        let now = world.clock.now
        let restarts = Restarts(among: all)
        let lists = world.roster.lists
        return try counted(traversals).compactMap { traversal in
            lists[traversal.operation].map { list in
                Judgement(
                    of: traversal, list, restarts, at: now,
                    idleSeconds: areOver ? nil : world.traits.traversalIdleSeconds)
            }
        }
    }

    /// The same traversals with their counts.
    private func counted(
        _ traversals: [Traversal], until deadline: ContinuousClock.Instant? = nil
    ) throws -> [Traversal] {
        let open = traversals.filter { $0.counts == nil && $0.pageCount > 0 }
        guard !open.isEmpty, let changes = world.changes else { return traversals }
        let (store, last) = try world.present()
        var judge = try Judge(
            world.roster.lists, world.traits.listTables, in: store, last: last, changes,
            since: open.reduce(.max) { min($0, $1.since) })
        let counted = try judge.counted(open, until: deadline)
        world.journal.settle(counted)
        var rest = counted[...]
        return traversals.map { traversal in
            rest.first?.id == traversal.id ? rest.removeFirst() : traversal
        }
    }
}

extension World {
    package var traversals: WorldTraversals { WorldTraversals(of: self) }
}
