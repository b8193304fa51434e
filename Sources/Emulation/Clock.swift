internal import FoundationEssentials
internal import Synchronization

/// What time it is in a world: real time until somebody sets it, stops it or changes its speed.
package final class Clock: Sendable {
    private enum Course {
        case real
        case frozen(Instant)
        /// So many times as fast as real time, from an instant at a real instant.
        case running(from: Instant, since: Instant, scale: Double)

        var isReal: Bool { if case .real = self { true } else { false } }
    }

    private let course: Mutex<Course>
    /// Whether the course is another than real time: most requests need not ask for more.
    private let isSet: Atomic<Bool>

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
        Instant(ticks: Int64(Date().timeIntervalSince1970 * Double(Instant.ticksPerSecond)))
    }

    package var now: Instant { isReal ? Self.realNow : course.withLock { Self.now($0) } }

    /// Whether it shows real time.
    package var isReal: Bool { !isSet.load(ordering: .acquiring) }

    package var isFrozen: Bool {
        course.withLock { if case .frozen = $0 { true } else { false } }
    }

    /// How many times as fast as real time it goes; 0 where it stands still.
    package var scale: Double {
        course.withLock { course in
            switch course {
            case .real: 1
            case .frozen: 0
            case .running(_, _, let scale): scale
            }
        }
    }

    /// Sets the time; it stands still or goes on from there.
    package func set(_ instant: Instant, frozen: Bool) {
        change {
            $0 = frozen ? .frozen(instant) : .running(from: instant, since: Self.realNow, scale: 1)
        }
    }

    /// Stops the time where it is, or lets it go on from there.
    package func freeze(_ isFrozen: Bool) {
        change { course in
            let now = Self.now(course)
            switch (course, isFrozen) {
            case (_, true): course = .frozen(now)
            case (.frozen, false): course = .running(from: now, since: Self.realNow, scale: 1)
            case (.real, false), (.running, false): break
            }
        }
    }

    /// Moves the time forward or, below zero, back.
    package func advance(bySeconds seconds: Double) {
        change { course in
            let ticks = Int64(seconds * Double(Instant.ticksPerSecond))
            let now = Instant(ticks: Self.now(course).ticks &+ ticks)
            course =
                switch course {
                case .frozen: .frozen(now)
                case .real: .running(from: now, since: Self.realNow, scale: 1)
                case .running(_, _, let scale):
                    .running(from: now, since: Self.realNow, scale: scale)
                }
        }
    }

    /// Changes the speed from now on.
    package func run(scale: Double) {
        change {
            $0 = .running(from: Self.now($0), since: Self.realNow, scale: scale)
        }
    }

    /// Back to what another clock shows.
    package func follow(_ other: Clock) {
        let other = other.course.withLock { $0 }
        change { $0 = other }
    }

    /// Back to real time.
    package func returnToReal() {
        change { $0 = .real }
    }

    private func change(_ body: (inout Course) -> Void) {
        course.withLock { course in
            body(&course)
            isSet.store(!course.isReal, ordering: .releasing)
        }
    }

    private static func now(_ course: Course) -> Instant {
        switch course {
        case .real: return realNow
        case .frozen(let instant): return instant
        case .running(let start, let since, let scale):
            let passed = Double(realNow.ticks - since.ticks) * scale
            return Instant(ticks: start.ticks &+ Int64(passed))
        }
    }
}
