package import HTTPTypes

/// An answer, independent of sockets.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headerFields: HTTPFields
    package var body: [UInt8]
    /// How long the engine waits before it sends the answer.
    package var delay: Duration
    /// How the bytes are sent.
    package var delivery = Delivery.whole
    /// Set if the answer is not complete yet. The other members are then not sent.
    package var pending: Pending?
    /// Content that is made while it is sent, in place of `body`.
    package var stream: ContentStream.Reader?
    /// The tunnel that this answer to CONNECT opens. The engine sends the answer without a length,
    /// expects TLS or plain HTTP after it, and gives the tunnel to each request that comes.
    package var tunnel: Tunnel?

    package init(
        _ status: HTTPResponse.Status = .ok, headerFields: HTTPFields = [:], body: [UInt8] = [],
        delay: Duration = .zero
    ) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
        self.delay = delay
    }

    /// The status that the client receives; nil if the connection ends without one.
    package var sentStatus: HTTPResponse.Status? { delivery.hasStatus ? status : nil }

    /// An answer that comes later.
    package init(_ pending: Pending) {
        self.init()
        self.pending = pending
    }

    /// Blocks the calling thread until the answer and its content are complete. For callers without
    /// an event loop.
    ///
    /// - Returns: nil if the content broke off.
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
