package import HTTPTypes
package import System

/// What a client asked, free of sockets: RFC 9110's method, target, fields and content.
package struct Request: Sendable {
    package var method: HTTPRequest.Method
    package var target: Target
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// What stood before the target and has been taken off: `/__world/a`; most often nothing.
    package var base = ""
    /// What the content takes of the server's memory; nil for a request without a server.
    package var charge: MemoryCharge?
    /// Whether it came through TLS.
    package var isSecure = false
    /// Whether there was no memory for the content, so that the request can only be refused.
    package var isUnread = false

    /// The beginning of the URL that the client used, for URLs in answers: scheme, authority and
    /// base.
    package var origin: String { site + base }

    /// The scheme and the authority that the client used. Behind a proxy they are what `Forwarded`,
    /// `X-Forwarded-Proto` and `X-Forwarded-Host` say.
    package var site: String {
        let forwarded = Forwarded(headerFields)
        let authority = forwarded.authority ?? headerFields[.host] ?? "localhost"
        return "\(forwarded.scheme ?? (isSecure ? "https" : "http"))://\(authority)"
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
