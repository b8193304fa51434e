package import SQLite

/// What a world is replaced by, as a whole: no request sees parts of both worlds.
package enum Replacement: Sendable {
    /// The state that the world began with: a reset.
    case beginning
    /// The data of a snapshot. Clock, faults, quirks and journal stay.
    case snapshot(Image)
    /// The data and the faults of a seed. A later reset returns to them.
    case seed(Image, [Fault])
}
