import FoundationEssentials
import Synchronization

/// What time it is in a world: real time until somebody sets it, stops it or changes its speed.
///
/// It knows the years 1 to 9999 and stands still at their ends.
package final class Clock: Sendable {
    private let course: Mutex<ClockCourse>
    /// Whether the course is another than real time: most requests need not ask for more.
    private let isSet: Atomic<Bool>

    /// How many times as fast as real time it may go.
    package static let scales = 0.0...1e6

    /// - Parameter frozen: the instant at which time stands still; nil for real time.
    package init(frozen: Instant? = nil) {
        course = Mutex(frozen.map(ClockCourse.frozen) ?? .real)
        isSet = Atomic(frozen != nil)
    }

    /// A clock that goes as another does now, and on its own from then on.
    package init(like other: Clock) {
        let course = other.course.withLock { $0 }
        self.course = Mutex(course)
        isSet = Atomic(!course.isReal)
    }

    package static var realNow: Instant {
        let seconds = Date().timeIntervalSince1970
        return Instant(clamping: Int128(Int64(seconds * Double(Instant.ticksPerSecond))))
    }

    package var now: Instant { isReal ? Self.realNow : course.withLock { $0.now } }

    /// Whether it shows real time.
    package var isReal: Bool { !isSet.load(ordering: .acquiring) }

    /// What it shows, and how it goes, at one moment.
    package struct Reading: Sendable {
        package let now: Instant
        package let isFrozen: Bool
        /// How many times as fast as real time it goes; 0 where it stands still.
        package let scale: Double
    }

    package var reading: Reading {
        course.withLock { Reading(now: $0.now, isFrozen: $0.isFrozen, scale: $0.scale) }
    }

    // MARK: Setting it

    /// What a clock is told; what is nil stays, and the rest is done in this order.
    package struct Change: Sendable {
        /// The time, which stands still or goes on from there as it does now.
        package var now: Instant?
        /// Whether time stands still.
        package var isFrozen: Bool?
        /// How far it moves forward or, below zero, back.
        package var advance: Duration?
        /// The speed from now on, one of `scales`.
        package var scale: Double?

        package init() {}
    }

    /// Does all of a change, or nothing where it would leave the years 1 to 9999.
    ///
    /// - Returns: whether it has been done.
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

    /// Moves the time forward or, below zero, back, to the ends of time at most.
    package func advance(by duration: Duration) {
        set { $0.move(to: $0.now.advanced(by: duration)) }
    }

    /// Changes the speed from now on.
    ///
    /// - Parameter scale: the nearest of `scales` stands for one beyond them, 0 for what is no
    ///   number.
    package func run(scale: Double) {
        let (slowest, fastest) = (Self.scales.lowerBound, Self.scales.upperBound)
        let nearest = scale.isNaN ? slowest : min(max(scale, slowest), fastest)
        set { $0.run(scale: nearest) }
    }

    /// Back to real time.
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
