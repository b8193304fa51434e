internal import CLibevent
internal import HTTP
internal import HTTPTypes

/// One request, from its handler to the last byte of its answer.
internal final class Exchange {
    /// Whether the connection ends with this answer.
    private(set) var isLast: Bool
    /// Whether the answer is on its way; before that, it is being delayed.
    private(set) var isSent = false
    private unowned let connection: Connection
    private unowned let loop: EventLoop
    private var response: Response
    private let isHead: Bool
    private let persistence: Persistence
    private var timer: OpaquePointer?
    /// What the timer does next.
    private var step: ((Exchange) -> Void)?

    init(_ item: Intake.Item, on connection: Connection, _ loop: EventLoop) {
        self.connection = connection
        self.loop = loop
        switch item {
        case .request(let request, let persistence):
            response = loop.handler(request)
            isHead = request.method == .head
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
    func start() {
        if let pending = response.pending {
            wait(pending.interval) { $0.lookAgain() }
        } else if response.delay > .zero {
            wait(response.delay) { $0.send() }
        } else {
            send()
        }
    }

    private func lookAgain() {
        guard let pending = response.pending else { return }
        guard !connection.isBroken else { return connection.free() }
        if let answer = pending.answer() { response = answer }
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
        switch response.delivery {
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

    /// WireMock's, which test suites know.
    private static let garbage = Array("lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n".utf8)

    /// Whether bytes may follow the head: a client takes what follows it otherwise for the next
    /// answer.
    private var hasContent: Bool { !isHead && response.status.allowsContent }

    private var content: ArraySlice<UInt8> { hasContent ? response.body[...] : [] }

    /// How a head says where its content ends.
    private enum Framing {
        case length, chunked
    }

    /// The status line and the fields. A date and a connection that the response names itself are
    /// not named again.
    private func head(_ framing: Framing = .length) -> [UInt8] {
        let fields = response.headerFields
        var head = ResponseHead(response)
        if fields[.date] == nil { head.addDate(loop.date.now(of: loop.base)) }
        if response.status.isFramed {
            switch framing {
            case _ where !response.status.allowsContent: head.addLength(0)
            case .length: head.addLength(response.body.count)
            case .chunked: head.add("Transfer-Encoding", "chunked")
            }
        }
        isLast = isLast || connection.isEnding
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
        if !after.isEmpty { wait(pause) { $0.drip(after, size, pause) } }
    }
}

extension HTTPResponse.Status {
    /// Whether an answer says where its content ends: RFC 9112 section 6.3 has these end with
    /// their heads.
    fileprivate var isFramed: Bool { code >= 200 && code != 204 && code != 304 }
}
