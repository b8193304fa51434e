import ArgumentParser
import Emulation
import HTTP

/// What the text of an option stands for; a text that stands for nothing is refused with what to
/// give instead.
enum OptionValue {
    @Sendable static func text(_ text: String) throws -> String {
        guard !text.isEmpty else { throw ValidationError("give a text that is not empty") }
        return text
    }

    static func integer<Number: FixedWidthInteger & Sendable>(
        in range: ClosedRange<Number>
    ) -> @Sendable (String) throws -> Number {
        { text in
            guard let number = Number(text), range.contains(number) else {
                throw ValidationError(
                    "give an integer from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// A number of bytes, or of `KiB`, `MiB`, `GiB` or `TiB`, with or without a space.
    static func size(in range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            let digits = text.prefix { ("0"..."9").contains($0) }
            let unit = text.dropFirst(digits.count).drop { $0 == " " }
            let power = ["", "KiB", "MiB", "GiB", "TiB"].firstIndex(of: unit.description)
            let bytes = power.flatMap { power in
                Int(digits)?.multipliedReportingOverflow(by: 1 << (10 * power))
            }
            guard let bytes, !bytes.overflow, range.contains(bytes.partialValue) else {
                throw ValidationError(
                    "give a size such as 536870912 or 512MiB, from \(range.lowerBound) to "
                        + "\(range.upperBound) bytes")
            }
            return bytes.partialValue
        }
    }

    @Sendable static func seconds(_ text: String) throws -> Duration {
        guard let seconds = Double(text), (0.01...86_400).contains(seconds) else {
            throw ValidationError("give a number of seconds from 0.01 to 86400")
        }
        return .seconds(seconds)
    }

    @Sendable static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else {
            throw ValidationError("give an instant such as 2018-05-01T12:00:00Z")
        }
        return instant
    }

    /// A name or an address.
    @Sendable static func host(_ text: String) throws -> Host {
        guard let host = Host(text[...]) else {
            throw ValidationError("give the name of a host, without scheme and port")
        }
        return host
    }

    static func word(of words: [String]) -> @Sendable (String) throws -> String {
        { text in
            guard words.contains(text) else {
                throw ValidationError("give one of \(words.joined(separator: ", "))")
            }
            return text
        }
    }
}
