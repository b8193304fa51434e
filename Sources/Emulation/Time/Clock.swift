import FoundationEssentials
import Synchronization

/// What time it is in a world: real time until somebody sets it, stops it or changes its speed.
///
/// It knows the years 1 to 9999 and stands still at their ends.
package final class Clock: Sendable {
    private let course: Mutex<Course>
    /// Whether the course is another than real time: most requests need not ask for more.
    private let isSet: Atomic<Bool>

    /// How many times as fast as real time it may go.
    package static let scales = 0.0...1e6

    /// - Parameter frozen: the instant at which time stands still; nil for real time.
    package init(frozen: Instant? = nil) {
        course = Mutex(frozen.map(Course.frozen) ?? .real)
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

    /// Back to what another clock shows.
    package func follow(_ other: Clock) {
        let other = other.course.withLock { $0 }
        set { $0 = other }
    }

    /// Back to real time.
    package func returnToReal() {
        set { $0 = .real }
    }

    private func set<Result: Sendable>(_ body: (inout Course) -> Result) -> Result {
        course.withLock { course in
            let result = body(&course)
            isSet.store(!course.isReal, ordering: .releasing)
            return result
        }
    }
}

/// How a clock's time goes.
private enum Course {
    case real
    case frozen(Instant)
    /// So many times as fast as real time, from an instant at a real instant.
    case running(from: Instant, since: Instant, scale: Double)

    var now: Instant {
        switch self {
        case .real: return Clock.realNow
        case .frozen(let instant): return instant
        case .running(let start, let since, let scale):
            let passed = Double(Clock.realNow.ticks - since.ticks) * scale
            return Instant(clamping: Int128(start.ticks) + Int128(passed))
        }
    }

    var isReal: Bool { if case .real = self { true } else { false } }

    var isFrozen: Bool {
        get { if case .frozen = self { true } else { false } }
        set {
            guard newValue != isFrozen else { return }
            self = newValue ? .frozen(now) : .starting(at: now)
        }
    }

    var scale: Double {
        switch self {
        case .real: 1
        case .frozen: 0
        case .running(_, _, let scale): scale
        }
    }

    private static func starting(at instant: Instant, scale: Double = 1) -> Course {
        .running(from: instant, since: Clock.realNow, scale: scale)
    }

    mutating func run(scale: Double) {
        self = .starting(at: now, scale: scale)
    }

    /// Goes on from an instant as before, or stands still there.
    mutating func move(to instant: Instant) {
        self = isFrozen ? .frozen(instant) : .starting(at: instant, scale: scale)
    }

    /// The course after a change; nil where it would leave the years 1 to 9999.
    func applying(_ change: Clock.Change) -> Course? {
        var course = self
        if let instant = change.now {
            course = change.isFrozen ?? isFrozen ? .frozen(instant) : .starting(at: instant)
        } else if let isFrozen = change.isFrozen {
            course.isFrozen = isFrozen
        }
        if let duration = change.advance {
            guard let instant = course.now.advanced(exactlyBy: duration) else { return nil }
            course.move(to: instant)
        }
        if let scale = change.scale { course.run(scale: scale) }
        return course
    }
}
