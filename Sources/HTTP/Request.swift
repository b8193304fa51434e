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
    /// Whether it asked for a URL that begins with `https`: by a connection that is encrypted, or
    /// of us as a proxy.
    package var isSecure = false
    /// Whether its target names the host: it is in absolute form, or CONNECT's.
    package var namesHost = false
    /// The connection that it came over, from 1 on; 0 without a server.
    package var connection: UInt64 = 0
    /// What it came through; nil for a request that came directly.
    package var tunnel: Tunnel?

    /// Whether we are asked as a proxy.
    package var isProxied: Bool { namesHost || tunnel != nil }

    /// Host and port that it is meant for, as the client wrote them.
    package var authority: String {
        // A request has one field `Host`: the subscript would join all that have the name.
        let host = headerFields.first { $0.name == .host }
        return host?.value ?? tunnel?.authority ?? "localhost"
    }

    /// The beginning of the URL that the client used, for URLs in answers: scheme, authority and
    /// base.
    package var origin: String { site + base }

    /// The scheme and the authority that the client used, RFC 9110 section 4.2.3: without the port
    /// that is the standard one of the scheme. Behind a proxy they are what `Forwarded`,
    /// `X-Forwarded-Proto` and `X-Forwarded-Host` say.
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
