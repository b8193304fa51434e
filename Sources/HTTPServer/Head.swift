internal import HTTP
internal import HTTPTypes

/// Whether a connection stays after an answer, RFC 9112 section 9.3.
internal enum Persistence {
    case keep
    /// HTTP/1.0 asked for it, and wants to be told so.
    case keepAsAsked
    case close
}

/// A request's line and fields, RFC 9112 sections 3 and 5, with what they say of the message's
/// framing and of its connection.
internal struct Head {
    /// Where a message's content ends, RFC 9112 section 6.3.
    enum Framing: Equatable {
        case sized(Int)
        case chunked
    }

    var method = HTTPRequest.Method.get
    var target = ""
    var fields = HTTPFields()
    var framing = Framing.sized(0)
    var persistence = Persistence.keep
    var expectsContinue = false
    private var isVersion10 = false

    /// More lines than any client sends, folded ones included.
    private static let mostLines = 1000

    /// Reads the lines of `bytes`, the empty one at the end included.
    init(_ bytes: borrowing Span<UInt8>) throws(Refusal) {
        var start = 0
        var lineCount = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            var end = index
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            lineCount += 1
            if lineCount == 1 {
                try readRequestLine(bytes.extracting(start..<end))
            } else if lineCount > Self.mostLines {
                throw .tooManyLines
            } else if end > start {
                try readField(bytes.extracting(start..<end))
            }
            start = index + 1
        }
        try settle()
    }

    // MARK: The request line

    private mutating func readRequestLine(_ line: borrowing Span<UInt8>) throws(Refusal) {
        guard let first = line.firstIndex(of: UInt8(ascii: " ")),
            let last = line.lastIndex(of: UInt8(ascii: " ")), last > first
        else {
            throw .malformed("A request line is a method, a target and a version (RFC 9112, 3).")
        }
        try readMethod(line.extracting(0..<first))
        try readVersion(line.extracting(last + 1..<line.count))
        try readTarget(line.extracting(first + 1..<last))
    }

    private mutating func readMethod(_ token: borrowing Span<UInt8>) throws(Refusal) {
        guard token.isToken, let method = HTTPRequest.Method(rawValue: token.string) else {
            throw .malformed("The method is not a token (RFC 9110, 9.1).")
        }
        guard method != .connect else {
            throw Refusal(
                status: .notImplemented, reason: "CONNECT asks for a proxy; this is none.")
        }
        self.method = method
    }

    private mutating func readVersion(_ token: borrowing Span<UInt8>) throws(Refusal) {
        switch token.string {
        case "HTTP/1.1": isVersion10 = false
        case "HTTP/1.0": isVersion10 = true
        case let version where version.hasPrefix("HTTP/"):
            throw Refusal(
                status: .httpVersionNotSupported,
                reason: "This server speaks HTTP/1.1 and HTTP/1.0.")
        default:
            throw .malformed("The request line does not end with a version (RFC 9112, 2.3).")
        }
    }

    private mutating func readTarget(_ bytes: borrowing Span<UInt8>) throws(Refusal) {
        guard !bytes.isEmpty else { throw .malformed("An empty target (RFC 9112, 3.2).") }
        for index in bytes.indices {
            switch bytes[index] {
            case 0...0x20, 0x7F:
                throw .malformed("A control character or space in the target (RFC 9112, 3.2).")
            case UInt8(ascii: "#"):
                throw .malformed("A '#' in the target; '%23' is meant (RFC 9112, 3.2).")
            default: continue
            }
        }
        let target = bytes.string
        if bytes[0] == UInt8(ascii: "/") || (target == "*" && method == .options) {
            self.target = target
        } else if let path = Self.pathOfAbsolute(target) {
            self.target = path
        } else {
            throw .malformed("The target is neither a path nor an absolute URI (RFC 9112, 3.2).")
        }
    }

    /// A server must accept the absolute form, RFC 9112 section 3.2.2; the authority in it is ours.
    private static func pathOfAbsolute(_ target: String) -> String? {
        // Byte by byte: a combining accent behind a slash would make another character of it.
        let bytes = target.utf8
        for scheme in ["http://", "https://"] {
            guard equalsIgnoringCase(Substring(bytes.prefix(scheme.utf8.count)), scheme) else {
                continue
            }
            let rest = bytes.dropFirst(scheme.utf8.count)
            let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            guard !authority.isEmpty else { return nil }
            let path = rest[authority.endIndex...]
            let slash = path.first == UInt8(ascii: "/") ? "" : "/"
            return slash + String(Substring(path))
        }
        return nil
    }

    // MARK: The fields

    private mutating func readField(_ line: borrowing Span<UInt8>) throws(Refusal) {
        if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") {
            return try foldIntoLast(line)
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("A header line without a colon (RFC 9112, 5).")
        }
        let name = line.extracting(0..<colon)
        guard name.isToken, let name = HTTPField.Name(name.string) else {
            throw .malformed(
                "A header name that is no token, or has a space behind it (RFC 9112, 5.1).")
        }
        let value = try Self.value(line.extracting(colon + 1..<line.count))
        fields.append(HTTPField(name: name, value: value))
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

    // MARK: What the fields say together

    private mutating func settle() throws(Refusal) {
        try checkHost()
        try settleFraming()
        settleConnection()
        for expectation in fields[values: .expect] {
            guard equalsIgnoringCase(expectation, "100-continue") else {
                throw Refusal(
                    status: .expectationFailed, reason: "Only 100-continue can be expected here.")
            }
            expectsContinue = !isVersion10
        }
    }

    private func checkHost() throws(Refusal) {
        let hosts = fields[values: HTTPField.Name("Host")!]
        guard hosts.count == 1 || (isVersion10 && hosts.isEmpty) else {
            throw .malformed(
                hosts.isEmpty
                    ? "No Host header (RFC 9112, 3.2)." : "Several Host headers (RFC 9112, 3.2).")
        }
        let isValid = hosts.allSatisfy { $0.utf8.allSatisfy(\.isHostCharacter) }
        guard isValid else { throw .malformed("A Host that is none (RFC 9112, 3.2).") }
    }

    private mutating func settleFraming() throws(Refusal) {
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
            let isDigits = length.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
            guard isDigits, !length.isEmpty else {
                throw .malformed("A Content-Length that is not a number (RFC 9110, 8.6).")
            }
            framing = .sized(Int(length) ?? .max)
        }
    }

    private mutating func settleConnection() {
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

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    fileprivate var isAlphanumeric: Bool {
        let letter = self | 0x20
        return self &- UInt8(ascii: "0") < 10 || letter &- UInt8(ascii: "a") < 26
    }

    /// RFC 9110 section 5.6.2.
    fileprivate var isTokenCharacter: Bool {
        isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }

    /// RFC 3986 section 3.2.2, but for the comma: one would mean two hosts joined to one.
    fileprivate var isHostCharacter: Bool {
        isAlphanumeric || "-._~!$&'()*+;=:[]%".utf8.contains(self)
    }
}

extension Span<UInt8> {
    internal func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where self[index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    fileprivate var string: String {
        withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    fileprivate var isToken: Bool {
        for index in indices where !self[index].isTokenCharacter { return false }
        return count > 0
    }

    fileprivate func firstIndex(of byte: UInt8) -> Int? {
        for index in indices where self[index] == byte { return index }
        return nil
    }

    fileprivate func lastIndex(of byte: UInt8) -> Int? {
        for index in indices.reversed() where self[index] == byte { return index }
        return nil
    }
}
