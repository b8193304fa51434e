package import HTTPTypes

/// What a client asked, free of sockets: RFC 9110's method, target, fields and content.
package struct Request: Sendable {
    package var method: HTTPRequest.Method
    package var target: Target
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// What stood before the target and has been taken off: `/__world/a`; most often nothing.
    package var base = ""

    /// The beginning of the URL that the client used, for URLs in answers: scheme, authority and
    /// base. Behind a proxy that ends TLS the scheme is what `X-Forwarded-Proto` says.
    package var origin: String {
        let host = HTTPField.Name("Host").flatMap { headerFields[$0] } ?? "localhost"
        let schemes = HTTPField.Name("X-Forwarded-Proto").flatMap { headerFields[$0] } ?? ""
        // Of several proxies the first is the client's.
        let isSecure = equalsIgnoringCase(schemes.prefix { $0 != "," && $0 != " " }, "https")
        return (isSecure ? "https://" : "http://") + host + base
    }

    package init(
        _ method: HTTPRequest.Method, _ target: String, headerFields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = Target(target)
        self.headerFields = headerFields
        self.body = body
    }
}

/// What is answered, free of sockets.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// How long the engine waits before it sends this.
    package var delay: Duration

    package init(
        _ status: HTTPResponse.Status = .ok, headerFields: HTTPFields = [:], body: [UInt8] = [],
        delay: Duration = .zero
    ) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
        self.delay = delay
    }

    /// The response as text: status line, fields and body, as a test compares them.
    package var text: String {
        var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\n"
        for field in headerFields { text += "\(field.name.canonicalName): \(field.value)\n" }
        return text + "\n" + String(decoding: body, as: UTF8.self)
    }
}

/// Answers a request at once, on the thread that asks; it may not block.
package typealias Handler = @Sendable (Request) -> Response
