internal import FoundationEssentials

/// What time it is in a world.
package struct Clock: Sendable {
    private let frozen: Instant?

    /// - Parameter frozen: the instant at which time stands still; nil for real time.
    package init(frozen: Instant? = nil) {
        self.frozen = frozen
    }

    package var now: Instant {
        frozen
            ?? Instant(ticks: Int64(Date().timeIntervalSince1970 * Double(Instant.ticksPerSecond)))
    }
}
