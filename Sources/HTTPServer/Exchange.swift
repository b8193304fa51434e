import CLibevent
import HTTP
import HTTPTypes

/// Sends the answer to one request: waits for it, delays it, and hands its bytes to the connection.
final class Exchange {
    /// Whether the connection ends with this answer.
    private(set) var isLast: Bool
    /// Whether the wait for the answer and its delay are over.
    private(set) var isSent = false
    /// The tunnel that this answer to CONNECT opens on the connection.
    private(set) var tunnel: Tunnel?
    /// Different for each exchange of a loop.
    let number: Int
    private unowned let connection: Connection
    private unowned let loop: EventLoop
    private var response: Response
    private let isHead: Bool
    private let isVersion10: Bool
    private let persistence: Persistence
    private var timer: OpaquePointer?
    /// Whether it waits between two pieces of a dribbled answer.
    private(set) var isPausing = false
    /// Called when the timer fires.
    private var step: ((Exchange) -> Void)?

    /// - Parameters:
    ///   - item: the request, or the refusal.
    ///   - response: the answer, which may still be pending.
    init(
        _ item: Intake.Item, with response: Response, on connection: Connection, _ loop: EventLoop
    ) {
        self.response = response
        self.connection = connection
        self.loop = loop
        number = loop.nextExchangeNumber()
        switch item {
        case .request(let request, let persistence, let isVersion10):
            isHead = request.method == .head
            self.isVersion10 = isVersion10
            self.persistence = persistence
        case .refusal(_, let isHead):
            self.isHead = isHead
            isVersion10 = false
            persistence = .close
        }
        isLast = persistence == .close
    }

    deinit {
        if let timer { event_free(timer) }
        response.pending?.cancel()
    }

    /// Sends the answer as soon as it is no longer pending and its delay has passed.
    func start() {
        if let pending = response.pending {
            wait(for: pending)
        } else if response.delay > .zero {
            wait(response.delay) { $0.send() }
        } else {
            send()
        }
    }

    private var ticket: Mailbox.Ticket {
        Mailbox.Ticket(socket: connection.socket, number: number)
    }

    private func wait(for pending: Pending) {
        let (mailbox, ticket) = (loop.mailbox, ticket)
        pending.whenResolved { mailbox.send(.answer($0, to: ticket)) }
        guard let timeout = pending.timeout else { return }
        guard !loop.isStopping else { return hurry() }
        wait(timeout.duration) { $0.hurry() }
    }

    /// Ends the wait for a pending answer that has a timeout, as if the time was over.
    func hurry() {
        guard let pending = response.pending, let timeout = pending.timeout else { return }
        pending.cancel()
        resolve(timeout.response())
    }

    /// Sends the answer that was pending until now.
    func resolve(_ response: Response) {
        if let timer { event_del(timer) }
        self.response = response
        start()
    }

    private func wait(_ delay: Duration, then step: @escaping (Exchange) -> Void) {
        self.step = step
        if timer == nil {
            timer = event_new(
                loop.base, -1, 0,
                { _, _, context in
                    guard let context else { return }
                    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                    let connection = exchange.connection
                    exchange.step?(exchange)
                    connection.answer()
                }, Unmanaged.passUnretained(self).toOpaque())
        }
        var interval = timeval(delay)
        event_add(timer, &interval)
    }

    // MARK: Sending

    private func send() {
        isSent = true
        if let tunnel = response.tunnel, response.status == .ok, !connection.isEnding {
            self.tunnel = tunnel
            isLast = false
        }
        switch response.delivery {
        case .whole where isStreamed, .dribbled where isStreamed:
            connection.send(head(), then: .more)
        case .whole: connection.send(head(), content, then: .answered)
        case .nothing: connection.free()
        case .reset: connection.reset()
        case .garbage: connection.send(Self.garbage, then: .closed)
        case .malformedChunk:
            connection.send(head(.chunked), hasContent ? Self.garbage[...] : [], then: .closed)
        case .truncated(let byteCount):
            connection.send(head(), content.prefix(max(0, byteCount)), then: .closed)
        case .dribbled(let pieces, let pause): dribble(pieces, pause)
        }
    }

    /// Called when the socket has taken all bytes so far. Sends more of a streamed content.
    func didSend() {
        guard isStreamed, let stream = response.stream else { return }
        let isChunked = ownFraming == .chunked
        switch stream.take() {
        case .bytes(let bytes):
            connection.send(isChunked ? ChunkedBody.frame(bytes) : bytes, then: .more)
        case .nothingYet:
            let (mailbox, ticket) = (loop.mailbox, ticket)
            stream.whenFilled { mailbox.send(.filled(ticket)) }
        case .end: connection.send(isChunked ? ChunkedBody.end : [], then: .answered)
        // The client must not take the bytes so far for the whole content.
        case .broken: connection.reset()
        }
    }

    /// The bytes that WireMock sends, because test suites know them.
    private static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n".utf8)

    /// Whether bytes may follow the head. If not, a client would take them for the next answer.
    private var hasContent: Bool { !isHead && response.status.allowsContent }

    /// Whether the content is sent while it is made. A fault cannot dribble such a content, which
    /// comes in pieces already.
    private var isStreamed: Bool {
        guard response.stream != nil, hasContent else { return false }
        return switch response.delivery {
        case .whole, .dribbled: true
        default: false
        }
    }

    private var content: ArraySlice<UInt8> { hasContent ? response.body[...] : [] }

    /// How the client finds the end of the content.
    private enum Framing {
        case length, chunked
        /// The end of the connection, because HTTP/1.0 has no chunks.
        case connection
    }

    private var ownFraming: Framing {
        guard let stream = response.stream, stream.length == nil else { return .length }
        return isVersion10 ? .connection : .chunked
    }

    /// The status line and the fields. `Date` and `Connection` are added unless the response has
    /// them.
    private func head(_ framing: Framing? = nil) -> [UInt8] {
        let fields = response.headerFields
        var head = ResponseHead(response)
        if fields[.date] == nil { head.addDate(loop.date.now(of: loop.base)) }
        if response.status.isFramed, response.tunnel == nil {
            switch framing ?? ownFraming {
            case _ where !response.status.allowsContent: head.addLength(0)
            case .length: head.addLength(response.stream?.length ?? response.body.count)
            case .chunked: head.add("Transfer-Encoding", "chunked")
            case .connection: isLast = true
            }
        }
        isLast = tunnel == nil && (isLast || connection.isEnding)
        if let connection = fields[.connection] {
            isLast = isLast || equalsIgnoringCase(connection, "close")
        } else if isLast {
            head.add("Connection", "close")
        } else if persistence == .keepAsAsked {
            head.add("Connection", "keep-alive")
        }
        head.end()
        return head.bytes
    }

    private func dribble(_ pieces: Int, _ pause: Duration) {
        let body = content
        guard pieces > 1, body.count > 1 else {
            return connection.send(head(), body, then: .answered)
        }
        connection.send(head(), then: .more)
        drip(body, max(1, (body.count + pieces - 1) / pieces), pause)
    }

    private func drip(_ rest: ArraySlice<UInt8>, _ size: Int, _ pause: Duration) {
        let after = rest.dropFirst(size)
        connection.send([], rest.prefix(size), then: after.isEmpty ? .answered : .more)
        guard !after.isEmpty else { return }
        isPausing = true
        wait(pause) {
            $0.isPausing = false
            $0.drip(after, size, pause)
        }
    }
}

extension HTTPResponse.Status {
    /// Whether an answer has a field for the length of its content. The other statuses end with
    /// their heads, RFC 9112 section 6.3.
    fileprivate var isFramed: Bool { code >= 200 && code != 204 && code != 304 }
}
