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
    /// Whether there was no memory for the content, so that the request can only be refused.
    package var isUnread = false

    /// The beginning of the URL that the client used, for URLs in answers: scheme, authority and
    /// base. Behind a proxy that ends TLS the scheme is what `X-Forwarded-Proto` says.
    package var origin: String {
        let host = headerFields[.host] ?? "localhost"
        let schemes = HTTPField.Name("X-Forwarded-Proto").flatMap { headerFields[$0] } ?? ""
        // Of several proxies the first is the client's.
        let isSecure = equalsIgnoringCase(schemes.prefix { $0 != "," && $0 != " " }, "https")
        return (isSecure ? "https://" : "http://") + host + base
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

/// What is answered, free of sockets.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// How long the engine waits before it sends this.
    package var delay: Duration
    /// How the bytes go out.
    package var delivery = Delivery.whole
    /// Set where the answer is not there yet; what stands here is then not sent.
    package var pending: Pending?
    /// Content that is made while it is sent, in place of `body`.
    package var stream: ContentStream.Reader?

    package init(
        _ status: HTTPResponse.Status = .ok, headerFields: HTTPFields = [:], body: [UInt8] = [],
        delay: Duration = .zero
    ) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
        self.delay = delay
    }

    /// An answer that comes later.
    package init(_ pending: Pending) {
        self.init()
        self.pending = pending
    }

    /// Holds the calling thread until the answer and all of its content are there: for callers
    /// without a loop.
    ///
    /// - Returns: nil for content that broke off.
    package func awaited() -> Response? {
        var response = self
        while let pending = response.pending { response = pending.wait() }
        guard let stream = response.stream else { return response }
        guard let content = stream.collect() else { return nil }
        response.stream = nil
        response.body = content
        return response
    }

    /// The response as text: status line, fields and body, as a test compares them.
    package var text: String {
        var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\n"
        for field in headerFields { text += "\(field.name.canonicalName): \(field.value)\n" }
        return text + "\n" + String(decoding: body, as: UTF8.self)
    }
}

/// How an answer goes out to its client.
package enum Delivery: Equatable, Sendable {
    case whole
    /// The connection is closed instead.
    case nothing
    /// The connection is reset instead.
    case reset
    /// The status and the fields, then a chunk that is none, and the connection is closed.
    case malformedChunk
    /// Bytes that are no HTTP, and the connection is closed.
    case garbage
    /// The right length, so many bytes of the content, and the connection is closed.
    case truncated(byteCount: Int)
    /// The content in pieces with a pause between them.
    case dribbled(pieces: Int, pause: Duration)
}

/// Answers a request at once, on the thread that asks; it may not block.
package typealias Handler = @Sendable (Request) -> Response
