internal import CLibevent
internal import HTTP
internal import HTTPTypes

/// One request that evhttp has handed over, from there to the last byte of its answer.
internal final class Exchange {
    /// Whether the connection ends with this answer.
    private(set) var isLast: Bool
    /// Whether the answer is on its way; before that, it is being delayed.
    private(set) var isSent = false
    private let request: OpaquePointer
    private unowned let connection: Connection
    private var response: Response
    private let isHead: Bool
    private let persistence: Persistence
    private var timer: OpaquePointer?
    private var base: OpaquePointer?

    init(
        _ request: OpaquePointer, on connection: Connection, answering item: Intake.Item,
        by handler: Handler
    ) {
        self.request = request
        self.connection = connection
        switch item {
        case .request(let asked, let persistence):
            response = handler(asked)
            isHead = asked.method == .head
            self.persistence = persistence
        case .refusal(let refusal, let isHead):
            response = refusal.response
            self.isHead = isHead
            persistence = .close
        }
        isLast = persistence == .close
    }

    deinit {
        if let timer { event_free(timer) }
    }

    /// Sends the answer when it is there and its delay has passed.
    func start(on base: OpaquePointer) {
        if let pending = response.pending {
            return wait(pending.interval, on: base) { $0.lookAgain(on: base) }
        }
        self.base = base
        guard response.delay > .zero || response.delivery.endsConnection else { return send() }
        // A connection is not ended inside of the callback that evhttp is in.
        wait(response.delay, on: base) { $0.send() }
    }

    private func lookAgain(on base: OpaquePointer) {
        guard let pending = response.pending else { return }
        guard !connection.isBroken else { return connection.free() }
        if let answer = pending.answer() { response = answer }
        start(on: base)
    }

    /// What the timer does next.
    private var step: ((Exchange) -> Void)?

    private func wait(
        _ delay: Duration, on base: OpaquePointer, then step: @escaping (Exchange) -> Void
    ) {
        self.step = step
        self.base = base
        if timer == nil {
            timer = event_new(
                base, -1, 0,
                { _, _, context in
                    guard let context else { return }
                    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                    exchange.step?(exchange)
                }, Unmanaged.passUnretained(self).toOpaque())
        }
        var interval = timeval(delay)
        event_add(timer, &interval)
    }

    // MARK: Sending

    private func send() {
        isSent = true
        switch response.delivery {
        case .whole: sendWhole()
        case .nothing: connection.free()
        case .reset: connection.reset()
        case .garbage: sendRaw(Self.garbage)
        case .malformedChunk:
            sendRaw(head(framing: "Transfer-Encoding: chunked") + Self.garbage)
        case .truncated(let byteCount):
            let rest = response.body.prefix(max(0, byteCount))
            sendRaw(head(framing: "Content-Length: \(response.body.count)") + rest)
        case .dribbled(let pieces, let pause): dribble(pieces, pause)
        }
    }

    private func sendWhole() {
        prepare(length: isHead ? response.body.count : nil)
        if !isHead {
            evbuffer_add(
                evhttp_request_get_output_buffer(request), response.body, response.body.count)
        }
        evhttp_send_reply(
            request, Int32(response.status.code), response.status.reasonPhrase, nil)
        connection.didSend()
    }

    /// The fields, and what happens when the last byte has left.
    ///
    /// - Parameter length: what evhttp does not count by itself.
    private func prepare(length: Int?) {
        evhttp_request_set_on_complete_cb(
            request,
            { _, context in
                guard let context else { return }
                Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().didAnswer()
            }, Unmanaged.passUnretained(connection).toOpaque())
        for field in response.headerFields { addField(field.name.rawName, field.value) }
        if let length { addField("Content-Length", String(length)) }
        isLast = isLast || connection.isEnding
        if isLast {
            // evhttp closes at once where it reads "close"; the space hides the word from it, and
            // the connection lingers instead (`Connection.didAnswer`).
            addField("Connection", "close ")
        } else if persistence == .keepAsAsked {
            addField("Connection", "keep-alive")
        }
    }

    private func addField(_ name: String, _ value: String) {
        evhttp_add_header(evhttp_request_get_output_headers(request), name, value)
    }

    // MARK: Faults

    /// WireMock's, which test suites know.
    private static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n".utf8)

    private func head(framing: String) -> [UInt8] {
        var text = "HTTP/1.1 \(response.status.code) \(response.status.reasonPhrase)\r\n"
        for field in response.headerFields {
            text += "\(field.name.rawName): \(field.value)\r\n"
        }
        return Array((text + framing + "\r\n\r\n").utf8)
    }

    /// Bytes that evhttp knows nothing of; then the connection is closed.
    private func sendRaw(_ bytes: [UInt8]) {
        connection.sendRaw(bytes)
    }

    private func dribble(_ pieces: Int, _ pause: Duration) {
        let body = response.body
        guard !isHead, pieces > 1, body.count > 1, let base else { return sendWhole() }
        prepare(length: body.count)
        evhttp_send_reply_start(
            request, Int32(response.status.code), response.status.reasonPhrase)
        connection.didSend()
        drip(body[...], max(1, (body.count + pieces - 1) / pieces), pause, on: base)
    }

    private func drip(
        _ rest: ArraySlice<UInt8>, _ size: Int, _ pause: Duration, on base: OpaquePointer
    ) {
        let piece = evbuffer_new()
        rest.prefix(size).withUnsafeBytes { _ = evbuffer_add(piece, $0.baseAddress, $0.count) }
        evhttp_send_reply_chunk(request, piece)
        evbuffer_free(piece)
        let rest = rest.dropFirst(size)
        guard !rest.isEmpty else { return evhttp_send_reply_end(request) }
        wait(pause, on: base) { $0.drip(rest, size, pause, on: base) }
    }
}

extension Delivery {
    /// Whether the connection ends without evhttp's having answered.
    fileprivate var endsConnection: Bool {
        switch self {
        case .whole, .dribbled: false
        case .nothing, .reset, .malformedChunk, .garbage, .truncated: true
        }
    }
}

extension timeval {
    internal init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
