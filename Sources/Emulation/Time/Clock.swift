import Synchronization
import System

/// The time in a world: real time until somebody sets it, stops it or changes its speed.
///
/// The clock stands still at the ends of the years 1 to 9999.
package final class Clock: Sendable {
    private let course: Mutex<ClockCourse>
    /// Whether the clock differs from real time. Most requests need no lock, because it does not.
    private let isSet: Atomic<Bool>

    /// How many times as fast as real time the clock can go.
    package static let scales = 0.0...1e6

    /// - Parameter frozen: the instant at which the clock stands still, or nil for real time.
    package init(frozen: Instant? = nil) {
        course = Mutex(frozen.map(ClockCourse.frozen) ?? .real)
        isSet = Atomic(frozen != nil)
    }

    /// A copy of another clock.
    package init(like other: Clock) {
        let course = other.course.withLock { $0 }
        self.course = Mutex(course)
        isSet = Atomic(!course.isReal)
    }

    package static var realNow: Instant {
        let (seconds, nanoseconds) = RealTime.sinceEpoch
        return Instant(
            clamping: Int128(seconds) * Int128(Instant.ticksPerSecond) + Int128(nanoseconds / 100))
    }

    package var now: Instant { isReal ? Self.realNow : course.withLock { $0.now } }

    /// Whether the clock shows real time.
    package var isReal: Bool { !isSet.load(ordering: .acquiring) }

    /// The time and the speed at one moment.
    package struct Reading: Sendable {
        package let now: Instant
        package let isFrozen: Bool
        /// How many times as fast as real time the clock goes, or 0 if it stands still.
        package let scale: Double
    }

    package var reading: Reading {
        course.withLock { Reading(now: $0.now, isFrozen: $0.isFrozen, scale: $0.scale) }
    }

    // MARK: Setting it

    /// A change of a clock. Steps that are nil are left out, and the others are done in this order.
    package struct Change: Sendable {
        /// Sets the time.
        package var now: Instant?
        /// Stops the time, or lets it go on.
        package var isFrozen: Bool?
        /// Moves the time forward, or back if it is negative.
        package var advance: Duration?
        /// Sets the speed, which must be in `scales`.
        package var scale: Double?

        package init() {}
    }

    /// Makes a change, unless it would leave the years 1 to 9999.
    ///
    /// - Returns: whether the change was made.
    package func apply(_ change: Change) -> Bool {
        set { course in
            guard let changed = course.applying(change) else { return false }
            course = changed
            return true
        }
    }

    /// Stops the time where it is.
    package func freeze() {
        set { $0.isFrozen = true }
    }

    /// Stops the time at an instant.
    package func freeze(at instant: Instant) {
        set { $0 = .frozen(instant) }
    }

    /// Moves the time forward, or back if the duration is negative, but never beyond its ends.
    package func advance(by duration: Duration) {
        set { $0.move(to: $0.now.advanced(by: duration)) }
    }

    /// Changes the speed from now on.
    ///
    /// - Parameter scale: a value outside of `scales` is replaced by the nearest in it, and NaN by
    ///   0.
    package func run(scale: Double) {
        let (slowest, fastest) = (Self.scales.lowerBound, Self.scales.upperBound)
        let nearest = scale.isNaN ? slowest : min(max(scale, slowest), fastest)
        set { $0.run(scale: nearest) }
    }

    /// Returns to real time.
    package func returnToReal() {
        set { $0 = .real }
    }

    private func set<Result: Sendable>(_ body: (inout ClockCourse) -> Result) -> Result {
        course.withLock { course in
            let result = body(&course)
            isSet.store(!course.isReal, ordering: .releasing)
            return result
        }
    }
}
