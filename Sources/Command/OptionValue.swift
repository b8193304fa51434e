import ArgumentParser
import Emulation
import HTTP
import Seatfiller

/// Reads the text of an option. The error for an invalid text says what to give instead.
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

    /// A number of bytes, or of `KiB`, `MiB`, `GiB` or `TiB`, with or without a space before the
    /// unit.
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
        guard let seconds = Double(decimal: text), (0.01...86_400).contains(seconds) else {
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

    /// An IP address, or `localhost`.
    @Sendable static func address(_ text: String) throws -> String {
        guard isAddress(text[...]) else {
            throw ValidationError("give an IPv4 or IPv6 address, or localhost")
        }
        return text
    }

    private static func isAddress(_ text: Substring) -> Bool {
        text == "localhost" || IPAddress(text) != nil
    }

    /// The base URL of a server: `http://`, an address or `localhost`, and a port.
    @Sendable static func url(_ text: String) throws -> String {
        let scheme = "http://"
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" }
        guard text.hasPrefix(scheme), let colon = authority.lastIndex(of: ":"),
            let port = UInt16(authority[colon...].dropFirst()), port > 0,
            isAddress(unbracketed(authority[..<colon]))
        else {
            throw ValidationError(
                "give a URL such as http://127.0.0.1:7328, with an address or localhost and a port")
        }
        return text
    }

    /// A server's base URL, or the path of a file. A path has no scheme.
    @Sendable static func source(_ text: String) throws -> String {
        try text.contains("://") ? urlOfPath(text) : self.text(text)
    }

    /// A base URL whose path has only characters that a request may contain.
    private static func urlOfPath(_ text: String) throws -> String {
        let isVisible = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isVisible, !text.contains("?"), !text.contains("#") else {
            throw ValidationError("give a URL without blanks, a query or a fragment")
        }
        return try url(text)
    }

    /// The name of a world.
    @Sendable static func world(_ text: String) throws -> WorldName {
        guard let name = WorldName(exactly: text) else {
            throw ValidationError("give 1 to 64 of A-Z a-z 0-9 . _ -")
        }
        return name
    }

    /// The host of a URL without the brackets of an IPv6 address, which must have them.
    private static func unbracketed(_ host: Substring) -> Substring {
        guard host.contains(":") else { return host }
        return host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : ""
    }

    /// A quirk and its setting, `NAME=VALUE`.
    @Sendable static func quirk(_ text: String) throws -> String {
        do throws(QuirkError) {
            _ = try Quirks.parse([text], known: Roster.standard.quirks)
        } catch {
            throw ValidationError(error.message)
        }
        return text
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
