import HTTP
import System

// The texts of an instant: RFC 3339's, read and printed, and those of HTTP and of .NET.
extension Instant {
    /// Reads RFC 3339 text. Nil for other text, and for an instant outside of the range.
    ///
    /// A date alone means midnight, a missing offset means UTC, and a fraction is cut after seven
    /// digits.
    package init?(_ text: String) {
        var reader = FixedReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), (1...12).contains(month),
            year > 0,
            (1...Self.daysInMonth(year: year, month: month)).contains(day)
        else { return nil }
        var seconds = Self.days(year: year, month: month, day: day) * 86_400
        var fraction: Int64 = 0
        if reader.take("T") || reader.take("t") || reader.take(" ") {
            guard let hour = reader.number(digits: 2), reader.take(":"),
                let minute = reader.number(digits: 2),
                reader.take(":"), let second = reader.number(digits: 2), hour < 24, minute < 60,
                second < 60
            else { return nil }
            if reader.take(".") {
                guard let digits = reader.fraction() else { return nil }
                fraction = digits
            }
            guard let offset = reader.offset() else { return nil }
            seconds += hour * 3600 + minute * 60 + second - offset
        }
        guard reader.isAtEnd else { return nil }
        self.init(exactly: Int128(seconds * Self.ticksPerSecond + fraction))
    }

    /// `2017-08-01T13:31:32.1460000+00:00`. Such texts sort as their instants do.
    package var text: String {
        var printer = FixedPrinter()
        let fields = fields
        printer.date(fields, then: "T")
        printer.time(fields, then: ".")
        printer.number(ticks - epochSeconds * Self.ticksPerSecond, digits: 7, then: "+")
        return String(decoding: printer.bytes, as: UTF8.self) + "00:00"
    }

    /// `2017-08-01T13:31:32Z`
    package var secondsText: String { text(between: "T") }

    /// `2017-08-01 13:31:32Z`
    package var spacedText: String { text(between: " ") }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`: RFC 9110 section 5.6.7.
    package var dateField: String { HTTPDate.text(Int(epochSeconds)) }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form of a date that HTTP still generates.
    init?(dateField text: String) {
        let words = text.split(separator: " ")
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        guard words.count == 6, words[5] == "GMT",
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }

    private func text(between separator: Unicode.Scalar) -> String {
        var printer = FixedPrinter()
        printer.date(fields, then: separator)
        printer.time(fields, then: "Z")
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}

/// Reads digits and separators of a fixed form.
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

    mutating func number(digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The digits after a decimal point, as ticks.
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
        guard take("-") || take("+"), let hours = number(digits: 2), take(":"),
            let minutes = number(digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, byte.isDigit else { return nil }
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
        number(fields.year, digits: 4, then: "-")
        number(fields.month, digits: 2, then: "-")
        number(fields.day, digits: 2, then: separator)
    }

    mutating func time(_ fields: Instant.Fields, then separator: Unicode.Scalar) {
        number(fields.hour, digits: 2, then: ":")
        number(fields.minute, digits: 2, then: ":")
        number(fields.second, digits: 2, then: separator)
    }

    mutating func number(_ value: Int64, digits: Int, then separator: Unicode.Scalar) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: separator))
    }
}
