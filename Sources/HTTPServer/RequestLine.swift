import HTTP
import HTTPTypes

/// The first line of a request, RFC 9112 section 3.
struct RequestLine {
    private(set) var method = HTTPRequest.Method.get
    private(set) var target = Target("")
    /// Host and port of a target in absolute form; nil where the target is a path.
    private(set) var authority: String?
    private(set) var isVersion10 = false

    /// Reads a line without its end.
    init(_ line: borrowing Span<UInt8>) throws(Refusal) {
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
            self.target = Target(target)
        } else if let (authority, path) = Self.absolute(target) {
            guard Self.isAuthority(authority) else {
                throw .malformed("The target's host is none (RFC 9112, 3.2.2).")
            }
            self.authority = authority
            self.target = Target(path)
        } else {
            throw .malformed("The target is neither a path nor an absolute URI (RFC 9112, 3.2).")
        }
    }

    /// A server must accept the absolute form, RFC 9112 section 3.2.2.
    private static func absolute(_ target: String) -> (authority: String, path: String)? {
        // Byte by byte: a combining accent behind a slash would make another character of it.
        let bytes = target.utf8
        for scheme in ["http://", "https://"] {
            guard equalsIgnoringCase(Substring(bytes.prefix(scheme.utf8.count)), scheme) else {
                continue
            }
            let rest = bytes.dropFirst(scheme.utf8.count)
            let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            let path = rest[authority.endIndex...]
            let slash = path.first == UInt8(ascii: "/") ? "" : "/"
            return (String(Substring(authority)), slash + String(Substring(path)))
        }
        return nil
    }

    /// Whether this is a host and maybe a port; a user in front of them is an error, RFC 9110
    /// section 4.2.4, and so is an empty host, section 4.2.1.
    private static func isAuthority(_ text: String) -> Bool {
        text.utf8.first.map { $0 != UInt8(ascii: ":") } == true
            && text.utf8.allSatisfy(\.isHostCharacter)
    }
}
