import Synchronization

/// What stays of a world when a reset puts another in its place: its name, and what is told of it.
final class WorldIdentity: Sendable {
    let name: WorldName
    /// When it was made, in real time.
    let created = Clock.realNow
    let requests = Atomic(0)
    let snapshots = Snapshots()

    init(_ name: WorldName) {
        self.name = name
    }
}
