import Synchronization

/// What a world keeps when a reset replaces it.
final class WorldIdentity: Sendable {
    let name: WorldName
    /// When the world was first made, in real time.
    let created = Clock.realNow
    let requests = Atomic(0)
    let ruleCounts = Shards { RuleCounts() }
    let snapshots = Snapshots()

    init(_ name: WorldName) {
        self.name = name
    }
}
