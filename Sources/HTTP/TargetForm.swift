package import HTTPTypes

/// The target of a request by its form, RFC 9112 section 3.2.
package enum TargetForm: Sendable {
    /// A path and a query, or `*` for the server as a whole.
    case origin(Target)
    /// `http://host/path`, in a request to a proxy.
    case absolute(Target, authority: String, isSecure: Bool)
    /// `host:443`, in a CONNECT request to a proxy.
    case authority(String)

    /// The text is not a target.
    package struct Malformed: Error, Sendable {
        /// A sentence that says what is wrong, and where HTTP says so.
        package let reason: String
    }

    /// Reads a target, which must have no spaces and no control characters.
    package init(_ text: String, of method: HTTPRequest.Method) throws(Malformed) {
        if method == .connect {
            guard Tunnel(to: text) != nil else {
                throw Malformed(reason: "CONNECT asks for a host and a port (RFC 9112, 3.2.3).")
            }
            self = .authority(text)
        } else if text.utf8.first == UInt8(ascii: "/") || (text == "*" && method == .options) {
            self = .origin(Target(text))
        } else {
            self = try Self.absolute(text)
        }
    }

    /// A server must accept the absolute form, RFC 9112 section 3.2.2.
    private static func absolute(_ text: String) throws(Malformed) -> TargetForm {
        // Byte by byte: a combining accent behind a slash would make another character of it.
        let bytes = text.utf8
        for (scheme, isSecure) in [("http://", false), ("https://", true)] {
            guard equalsIgnoringCase(Substring(bytes.prefix(scheme.utf8.count)), scheme) else {
                continue
            }
            let rest = bytes.dropFirst(scheme.utf8.count)
            let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            let path = rest[authority.endIndex...]
            let slash = path.first == UInt8(ascii: "/") ? "" : "/"
            // A user before the host is an error (RFC 9110 section 4.2.4), and so is an empty host
            // (section 4.2.1).
            let text = String(Substring(authority))
            guard Authority(text) != nil else {
                throw Malformed(reason: "The target's host or port is none (RFC 9112, 3.2.2).")
            }
            return .absolute(
                Target(slash + String(Substring(path))), authority: text, isSecure: isSecure)
        }
        throw Malformed(
            reason: "The target is neither a path nor an absolute URI (RFC 9112, 3.2).")
    }
}

extension Request {
    /// A request whose target has one of the forms.
    package init(
        _ method: HTTPRequest.Method, _ form: TargetForm, headerFields: HTTPFields,
        body: [UInt8]
    ) {
        switch form {
        case .origin(let target):
            self.init(method, target, headerFields: headerFields, body: body)
        case .absolute(let target, let authority, let isSecure):
            self.init(method, target, headerFields: headerFields, body: body)
            // "the origin server MUST ignore the received Host header field (if any) and instead
            // use the host information of the request-target", RFC 9112 section 3.2.2.
            self.headerFields[.host] = authority
            self.isSecure = isSecure
            namesHost = true
        case .authority(let authority):
            self.init(method, authority, headerFields: headerFields, body: body)
            self.headerFields[.host] = authority
            namesHost = true
        }
    }
}
