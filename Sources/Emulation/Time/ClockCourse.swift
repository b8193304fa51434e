/// How the time of a clock goes.
enum ClockCourse {
    case real
    case frozen(Instant)
    /// The clock showed `from` at the real instant `since`, and goes `scale` times as fast.
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

    private static func starting(at instant: Instant, scale: Double = 1) -> ClockCourse {
        .running(from: instant, since: Clock.realNow, scale: scale)
    }

    mutating func run(scale: Double) {
        self = .starting(at: now, scale: scale)
    }

    /// Sets the time. The clock keeps its speed, or stands still.
    mutating func move(to instant: Instant) {
        self = isFrozen ? .frozen(instant) : .starting(at: instant, scale: scale)
    }

    /// The course after a change, or nil if it would leave the years 1 to 9999.
    func applying(_ change: Clock.Change) -> ClockCourse? {
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
