/// A point in time in the years 1 to 9999 of UTC, to a tenth of a microsecond, as .NET counts and
/// the real services print it.
///
/// The range is limited so that arithmetic cannot overflow and every year has four digits.
package struct Instant: Comparable, Sendable {
    /// Tenths of microseconds since 1970-01-01T00:00:00Z.
    package let ticks: Int64

    package static let ticksPerSecond: Int64 = 10_000_000

    /// `0001-01-01T00:00:00.0000000Z`
    package static let earliest = Instant(unchecked: -62_135_596_800 * ticksPerSecond)
    /// `9999-12-31T23:59:59.9999999Z`
    package static let latest = Instant(unchecked: 253_402_300_800 * ticksPerSecond - 1)
    /// `1970-01-01T00:00:00.0000000Z`
    package static let epoch = Instant(unchecked: 0)

    private init(unchecked ticks: Int64) {
        self.ticks = ticks
    }

    /// Nil outside of the years 1 to 9999.
    package init?(exactly ticks: Int128) {
        guard Self.earliest.ticks <= ticks, ticks <= Self.latest.ticks else { return nil }
        self.init(unchecked: Int64(ticks))
    }

    /// The nearest instant in the range.
    package init(clamping ticks: Int128) {
        self = Self(exactly: ticks) ?? (ticks < 0 ? .earliest : .latest)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    package var epochSeconds: Int64 { ticks.floored(by: Self.ticksPerSecond) }

    /// The instant this many seconds later, or earlier if negative, but never beyond the range.
    package func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(clamping: Int128(ticks) + Int128(seconds) * Int128(Self.ticksPerSecond))
    }

    /// The instant after a duration, but never beyond the range.
    package func advanced(by duration: Duration) -> Instant {
        Instant(clamping: ticks(after: duration))
    }

    /// The instant after a duration, or nil if it is outside of the range.
    package func advanced(exactlyBy duration: Duration) -> Instant? {
        Instant(exactly: ticks(after: duration))
    }

    private func ticks(after duration: Duration) -> Int128 {
        let (seconds, attoseconds) = duration.components
        return Int128(ticks) + Int128(seconds) * Int128(Self.ticksPerSecond)
            + Int128(attoseconds / 100_000_000_000)
    }

    package static func < (one: Instant, other: Instant) -> Bool {
        one.ticks < other.ticks
    }

    /// The date and the time in UTC.
    package var fields: Fields {
        let seconds = epochSeconds
        let days = seconds.floored(by: 86_400)
        let (year, month, day) = Self.date(days)
        let second = seconds - days * 86_400
        return Fields(
            year: year, month: month, day: day, hour: second / 3600, minute: second / 60 % 60,
            second: second % 60)
    }

    /// A date and a time as numbers.
    package struct Fields: Sendable {
        package let year, month, day: Int64
        package let hour, minute, second: Int64
    }

    // MARK: The calendar, after Howard Hinnant's days_from_civil and civil_from_days.

    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year.floored(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func daysInMonth(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// The quotient, rounded down also if it is negative.
    fileprivate func floored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
