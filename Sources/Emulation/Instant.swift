internal import HTTP

/// A point in time to a tenth of a microsecond, as .NET counts and the real services print.
package struct Instant: Comparable, Sendable {
    /// Tenths of microseconds since 1970-01-01T00:00:00Z.
    package let ticks: Int64

    package static let ticksPerSecond: Int64 = 10_000_000

    package init(ticks: Int64) {
        self.ticks = ticks
    }

    /// Reads RFC 3339 text; a date alone is its first moment, no offset is UTC, and digits behind
    /// the seventh of a fraction are dropped. Nil for anything else, and for the year 0.
    package init?(_ text: String) {
        var reader = FixedReader(text.utf8)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), (1...12).contains(month), year > 0,
            (1...Self.daysInMonth(month, year)).contains(day)
        else { return nil }
        var seconds = Self.days(year, month, day) * 86_400
        var fraction: Int64 = 0
        if reader.take("T") || reader.take("t") || reader.take(" ") {
            guard let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
                reader.take(":"), let second = reader.number(2), hour < 24, minute < 60, second < 60
            else { return nil }
            if reader.take(".") {
                guard let digits = reader.fraction() else { return nil }
                fraction = digits
            }
            guard let offset = reader.offset() else { return nil }
            seconds += hour * 3600 + minute * 60 + second - offset
        }
        guard reader.isAtEnd else { return nil }
        ticks = seconds * Self.ticksPerSecond + fraction
    }

    /// Seconds since 1970-01-01T00:00:00Z, what is less than one left away.
    package var epochSeconds: Int64 { ticks.floored(by: Self.ticksPerSecond) }

    package init(epochSeconds: Int64) {
        ticks = epochSeconds * Self.ticksPerSecond
    }

    /// The instant so many seconds later, or earlier.
    package func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(ticks: ticks + seconds * Self.ticksPerSecond)
    }

    /// `2017-08-01T13:31:32.1460000+00:00`, which sorts as the instants do.
    package var text: String {
        var printer = FixedPrinter()
        let fields = fields
        printer.date(fields, then: "T")
        printer.time(fields, then: ".")
        printer.number(ticks - epochSeconds * Self.ticksPerSecond, 7, then: "+")
        return String(decoding: printer.bytes, as: UTF8.self) + "00:00"
    }

    /// `2017-08-01T13:31:32Z`
    package var secondsText: String { text(between: "T") }

    /// `2017-08-01 13:31:32Z`
    package var spacedText: String { text(between: " ") }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`: RFC 9110 section 5.6.7.
    package var dateField: String {
        let fields = fields
        // 1970 began on a Thursday.
        let weekday = (epochSeconds.floored(by: 86_400) % 7 + 11) % 7
        return HTTPDate(
            weekday: Int(weekday), year: Int(fields.year), month: Int(fields.month),
            day: Int(fields.day), hour: Int(fields.hour), minute: Int(fields.minute),
            second: Int(fields.second)
        ).text
    }

    private func text(between separator: Unicode.Scalar) -> String {
        var printer = FixedPrinter()
        printer.date(fields, then: separator)
        printer.time(fields, then: "Z")
        return String(decoding: printer.bytes, as: UTF8.self)
    }

    /// Its date and time in UTC.
    package var fields: Fields {
        let seconds = epochSeconds
        let days = seconds.floored(by: 86_400)
        let (year, month, day) = Self.date(days)
        let second = seconds - days * 86_400
        return Fields(
            year: year, month: month, day: day, hour: second / 3600, minute: second / 60 % 60,
            second: second % 60)
    }

    /// A date and a time as numbers, for forms that only one service prints.
    package struct Fields: Sendable {
        package let year, month, day, hour, minute, second: Int64
    }

    package static func < (one: Instant, other: Instant) -> Bool {
        one.ticks < other.ticks
    }

    // MARK: The calendar, after Howard Hinnant's days_from_civil and civil_from_days.

    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
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

    private static func daysInMonth(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Digits and separators of a fixed form, taken from the front.
private struct FixedReader {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) {
        rest = Substring(String(text)).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The digits behind a decimal point, as ticks.
    mutating func fraction() -> Int64? {
        guard let first = digit() else { return nil }
        var unit = Instant.ticksPerSecond / 10
        var value = first * unit
        while let digit = digit() {
            unit /= 10
            value += digit * unit
        }
        return value
    }

    /// `Z`, `+hh:mm`, `-hh:mm` or nothing, as seconds.
    mutating func offset() -> Int64? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let isNegative = rest.first == UInt8(ascii: "-")
        guard take("-") || take("+"), let hours = number(2), take(":"), let minutes = number(2),
            hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, byte &- UInt8(ascii: "0") < 10 else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}

private struct FixedPrinter {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(33)
    }

    mutating func date(_ fields: Instant.Fields, then separator: Unicode.Scalar) {
        number(fields.year, 4, then: "-")
        number(fields.month, 2, then: "-")
        number(fields.day, 2, then: separator)
    }

    mutating func time(_ fields: Instant.Fields, then separator: Unicode.Scalar) {
        number(fields.hour, 2, then: ":")
        number(fields.minute, 2, then: ":")
        number(fields.second, 2, then: separator)
    }

    mutating func number(_ value: Int64, _ digits: Int, then separator: Unicode.Scalar) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: separator))
    }
}

extension Int64 {
    /// Division that rounds down, also below zero.
    fileprivate func floored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
