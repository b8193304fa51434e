package import SQLite

/// What takes a world's place: all of it at once, so that no request meets some of either.
package enum Replacement: Sendable {
    /// All that the world began with: a reset.
    case beginning
    /// The data of a snapshot; clock, faults, quirks and journal stay.
    case snapshot(Image)
    /// The data and the faults of a seed, to which a reset then returns.
    case seed(Image, [Fault])
}
