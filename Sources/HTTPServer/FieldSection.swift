import HTTP
import HTTPTypes

/// Whether a connection stays after an answer, RFC 9112 section 9.3.
enum Persistence {
    case keep
    /// HTTP/1.0 asked for it, and wants to be told so.
    case keepAsAsked
    case close
}

/// The fields of a request, RFC 9112 section 5, and what they say together of the message's framing
/// and of its connection.
struct FieldSection {
    /// Where a message's content ends, RFC 9112 section 6.3.
    enum Framing: Equatable {
        case sized(Int)
        case chunked
    }

    private(set) var fields = HTTPFields()
    private(set) var framing = Framing.sized(0)
    private(set) var persistence = Persistence.keep
    private(set) var expectsContinue = false

    /// More lines than any client sends, folded ones included.
    private static let mostLines = 1000

    /// Reads lines, the empty one at the end included.
    init(_ bytes: borrowing Span<UInt8>, isVersion10: Bool) throws(Refusal) {
        var start = 0
        var lineCount = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            var end = index
            if end > start, bytes[end - 1] == .cr { end -= 1 }
            lineCount += 1
            guard lineCount < Self.mostLines else { throw .tooManyLines }
            if end > start { try read(bytes.extracting(start..<end)) }
            start = index + 1
        }
        try settle(isVersion10)
    }

    private mutating func read(_ line: borrowing Span<UInt8>) throws(Refusal) {
        if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") {
            return try foldIntoLast(line)
        }
        fields.append(try Self.field(line))
    }

    /// Reads a line of a header, or of a trailer, without its end.
    static func field(_ line: borrowing Span<UInt8>) throws(Refusal) -> HTTPField {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("A header line without a colon (RFC 9112, 5).")
        }
        let name = line.extracting(0..<colon)
        guard name.isToken, let name = HTTPField.Name(name.string) else {
            throw .malformed(
                "A header name that is no token, or has a space behind it (RFC 9112, 5.1).")
        }
        return HTTPField(name: name, value: try value(line.extracting(colon + 1..<line.count)))
    }

    /// "A server … MUST either reject the message … or replace each received obs-fold with one
    /// or more SP octets", RFC 9112 section 5.2.
    private mutating func foldIntoLast(_ line: borrowing Span<UInt8>) throws(Refusal) {
        guard let last = fields.last else {
            throw .malformed("A header that starts with a blank (RFC 9112, 2.2).")
        }
        fields[fields.endIndex - 1].value = last.value + " " + (try Self.value(line))
    }

    private static func value(_ bytes: borrowing Span<UInt8>) throws(Refusal) -> String {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start].isBlank { start += 1 }
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        for index in start..<end where bytes[index] < 0x20 || bytes[index] == 0x7F {
            guard bytes[index] != UInt8(ascii: "\t") else { continue }
            throw .malformed("A control character in a header's value (RFC 9110, 5.5).")
        }
        return bytes.extracting(start..<end).string
    }

    // MARK: What they say together

    private mutating func settle(_ isVersion10: Bool) throws(Refusal) {
        try checkHost(isVersion10)
        try settleFraming(isVersion10)
        settleConnection(isVersion10)
        for expectation in fields[values: .expect] {
            guard equalsIgnoringCase(expectation, "100-continue") else {
                throw Refusal(
                    status: .expectationFailed, reason: "Only 100-continue can be expected here.")
            }
            expectsContinue = !isVersion10
        }
    }

    private func checkHost(_ isVersion10: Bool) throws(Refusal) {
        let hosts = fields[values: .host]
        guard hosts.count == 1 || (isVersion10 && hosts.isEmpty) else {
            throw .malformed(
                hosts.isEmpty
                    ? "No Host header (RFC 9112, 3.2)." : "Several Host headers (RFC 9112, 3.2).")
        }
        let isValid = hosts.allSatisfy { $0.utf8.allSatisfy(\.isHostCharacter) }
        guard isValid else { throw .malformed("A Host that is none (RFC 9112, 3.2).") }
    }

    private mutating func settleFraming(_ isVersion10: Bool) throws(Refusal) {
        let lengths = fields[values: .contentLength]
        let codings = fields[values: .transferEncoding]
        if !codings.isEmpty {
            guard lengths.isEmpty else {
                throw .malformed("Content-Length beside Transfer-Encoding (RFC 9112, 6.1).")
            }
            guard codings.count == 1, equalsIgnoringCase(codings[0], "chunked"), !isVersion10 else {
                throw .malformed("A transfer coding other than chunked (RFC 9112, 6.1).")
            }
            framing = .chunked
        } else if let length = lengths.first {
            guard lengths.allSatisfy({ $0 == length }) else {
                throw .malformed("Content-Lengths that differ (RFC 9112, 6.3).")
            }
            let isDigits = length.utf8.allSatisfy(\.isDigit)
            guard isDigits, !length.isEmpty else {
                throw .malformed("A Content-Length that is not a number (RFC 9110, 8.6).")
            }
            framing = .sized(Int(length) ?? .max)
        }
    }

    private mutating func settleConnection(_ isVersion10: Bool) {
        persistence = isVersion10 ? .close : .keep
        for option in fields[values: .connection].joined(separator: ",").split(separator: ",") {
            let option = option.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            if equalsIgnoringCase(option, "close") {
                persistence = .close
                return
            }
            if equalsIgnoringCase(option, "keep-alive"), isVersion10 { persistence = .keepAsAsked }
        }
    }
}
