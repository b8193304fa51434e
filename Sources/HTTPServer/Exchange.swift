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
    private let response: Response
    private let isHead: Bool
    private let persistence: Persistence
    private var timer: OpaquePointer?

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

    /// Sends the answer when its delay has passed.
    func start(on base: OpaquePointer) {
        guard response.delay > .zero else { return send() }
        timer = event_new(
            base, -1, 0,
            { _, _, context in
                guard let context else { return }
                Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().send()
            }, Unmanaged.passUnretained(self).toOpaque())
        var interval = timeval(response.delay)
        event_add(timer, &interval)
    }

    private func send() {
        isSent = true
        evhttp_request_set_on_complete_cb(
            request,
            { _, context in
                guard let context else { return }
                Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().didAnswer()
            }, Unmanaged.passUnretained(connection).toOpaque())
        let headers = evhttp_request_get_output_headers(request)
        for field in response.headerFields {
            evhttp_add_header(headers, field.name.rawName, field.value)
        }
        if isHead {
            evhttp_add_header(headers, "Content-Length", String(response.body.count))
        } else {
            evbuffer_add(
                evhttp_request_get_output_buffer(request), response.body, response.body.count)
        }
        isLast = isLast || connection.isEnding
        if isLast {
            // evhttp closes at once where it reads "close"; the space hides the word from it, and
            // the connection lingers instead (`Connection.didAnswer`).
            evhttp_add_header(headers, "Connection", "close ")
        } else if persistence == .keepAsAsked {
            evhttp_add_header(headers, "Connection", "keep-alive")
        }
        evhttp_send_reply(
            request, Int32(response.status.code), response.status.reasonPhrase, nil)
        connection.didSend()
    }
}

extension timeval {
    internal init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
