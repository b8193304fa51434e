import HTTP
import HTTPTypes

/// The first line of a request, RFC 9112 section 3.
struct RequestLine {
    private(set) var method = HTTPRequest.Method.get
    private(set) var target = TargetForm.origin(Target(""))
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
        do throws(TargetForm.Malformed) {
            target = try TargetForm(bytes.string, of: method)
        } catch {
            throw .malformed(error.reason)
        }
    }
}
