package import HTTPTypes
package import System

/// A request, independent of sockets: method, target, fields and content, as RFC 9110 defines them.
package struct Request: Sendable {
    package var method: HTTPRequest.Method
    package var target: Target
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// The prefix that was removed from the target, such as `/__world/a`; usually empty.
    package var base = ""
    /// The memory of the server that the content takes; nil without a server.
    package var charge: MemoryCharge?
    /// Whether there was no memory for the content. Such a request can only be refused.
    package var isUnread = false
    /// Whether the client asked for an `https` URL: on an encrypted connection, or from a proxy.
    package var isSecure = false
    /// Whether the target contains the host, in absolute form or for CONNECT.
    package var namesHost = false
    /// The number of the connection, from 1 on; 0 without a server.
    package var connection: UInt64 = 0
    /// The tunnel through which it came; nil if it came directly.
    package var tunnel: Tunnel?

    /// Whether the client uses the server as a proxy.
    package var isProxied: Bool { namesHost || tunnel != nil }

    /// The host and the port that the request is for, as the client wrote them.
    package var authority: String {
        // Not the subscript, which would join several fields. A request has at most one `Host`.
        let host = headerFields.first { $0.name == .host }
        return host?.value ?? tunnel?.authority ?? "localhost"
    }

    /// The beginning of URLs in answers, as the client used it: scheme, authority and base.
    package var origin: String { site + base }

    /// The scheme and the authority that the client used, without the standard port of the scheme,
    /// RFC 9110 section 4.2.3. Behind a proxy they come from `Forwarded`, or from
    /// `X-Forwarded-Proto` and `X-Forwarded-Host`.
    package var site: String {
        let forwarded = Forwarded(headerFields)
        let authority = forwarded.authority ?? authority
        let scheme = forwarded.scheme ?? (isSecure ? "https" : "http")
        let port = scheme == "https" ? ":443" : ":80"
        let host = authority.hasSuffix(port) ? authority.dropLast(port.count) : authority[...]
        return "\(scheme)://\(host)"
    }

    package init(
        _ method: HTTPRequest.Method, _ target: String, headerFields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.init(method, Target(target), headerFields: headerFields, body: body)
    }

    package init(
        _ method: HTTPRequest.Method, _ target: Target, headerFields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headerFields = headerFields
        self.body = body
    }
}
