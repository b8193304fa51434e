internal import CLibevent
internal import Glibc
internal import HTTP
internal import HTTPTypes

/// A client's connection, as its loop keeps it: the bufferevent, the intake in front of evhttp, and
/// what is waiting to be answered.
internal final class Connection {
    private unowned let loop: EventLoop
    /// Owned by evhttp, as is the connection below.
    let bufferevent: OpaquePointer
    private(set) var evhttp: OpaquePointer?

    private var intake: Intake
    /// Requests that evhttp has been told of and has not asked about yet, oldest first.
    private var waiting: [Intake.Item] = []
    /// An answer of which evhttp has not written the last byte, and the request it belongs to.
    private(set) var exchange: Exchange?
    /// The loop's tick at which the present phase began, or the last answer left.
    private var since: Int
    private var isRestating = false
    private var owesContinue = false
    private(set) var isTurnedAway = false

    init(_ bufferevent: OpaquePointer, on loop: EventLoop) {
        self.bufferevent = bufferevent
        self.loop = loop
        intake = Intake(loop.limits)
        since = loop.tick
        let context = Unmanaged.passUnretained(self).toOpaque()
        evbuffer_add_cb(bufferevent_get_input(bufferevent), didReceive, context)
    }

    /// Learns its evhttp connection, which is made after its bufferevent: it is the argument of the
    /// callbacks that evhttp has set by then.
    func adopt() {
        var argument: UnsafeMutableRawPointer?
        bufferevent_getcb(bufferevent, nil, nil, nil, &argument)
        guard let argument else { preconditionFailure("evhttp sets its callbacks on accepting") }
        evhttp = OpaquePointer(argument)
        evhttp_connection_set_closecb(
            evhttp, didClose, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Whether the answer that is leaving is the last one.
    var isEnding: Bool { loop.isStopping && waiting.isEmpty }

    /// Whether nothing has been asked that is not answered, also not in bytes still to be read.
    var isQuiet: Bool {
        var unread: Int32 = 0
        let isOpen = ioctl(bufferevent_getfd(bufferevent), UInt(FIONREAD), &unread) == 0
        return !isAnswering && intake.phase == .idle && isOpen && unread == 0
    }

    // MARK: In

    fileprivate func receive(_ buffer: OpaquePointer, count: Int) {
        guard !isRestating, count > 0 else { return }
        isRestating = true
        defer { isRestating = false }
        let phase = intake.phase
        let known = waiting.count
        // What evhttp has not read yet is restated requests; the new bytes are behind them.
        var position = evbuffer_ptr()
        evbuffer_ptr_set(buffer, &position, evbuffer_get_length(buffer) - count, EVBUFFER_PTR_SET)
        forEachPiece(of: buffer, from: &position) { take($0) }
        replaceTail(of: buffer, count: count, by: waiting[known...].map(restatement).joined())
        if intake.phase != phase || waiting.count > known { since = loop.tick }
        owesContinue = intake.wantsContinue
        if owesContinue, !isAnswering { sendContinue() }
    }

    private var isAnswering: Bool { exchange != nil || !waiting.isEmpty }

    private func take(_ bytes: borrowing Span<UInt8>) {
        intake.take(bytes) { waiting.append($0) }
    }

    /// What evhttp is told of a request: enough to know whether its answer has content.
    private func restatement(_ item: Intake.Item) -> String {
        let isHead =
            switch item {
            case .request(let request, _): request.method == .head
            case .refusal(_, let isHead): isHead
            }
        return isHead ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n"
    }

    /// Takes the last `count` bytes out of the buffer and adds `text`.
    private func replaceTail(of buffer: OpaquePointer, count: Int, by text: String) {
        let before = evbuffer_get_length(buffer) - count
        if before == 0 {
            evbuffer_drain(buffer, count)
        } else {
            let kept = evbuffer_new()
            evbuffer_remove_buffer(buffer, kept, before)
            evbuffer_drain(buffer, count)
            evbuffer_add_buffer(buffer, kept)
            evbuffer_free(kept)
        }
        var text = text
        text.withUTF8 { _ = evbuffer_add(buffer, $0.baseAddress, $0.count) }
    }

    /// The next request to answer; evhttp asks in the order in which it was told.
    func next() -> Intake.Item {
        waiting.removeFirst()
    }

    /// Refuses what the client is sending, or has not begun to send, while nothing is answered.
    private func refuse(_ refusal: Refusal) {
        let item = intake.refuse(refusal)
        waiting.append(item)
        since = loop.tick
        guard let input = bufferevent_get_input(bufferevent) else { return }
        isRestating = true
        // Outside of a read the end of the buffer is frozen against writers.
        evbuffer_unfreeze(input, 0)
        replaceTail(of: input, count: 0, by: restatement(item))
        evbuffer_freeze(input, 0)
        isRestating = false
        bufferevent_trigger(bufferevent, Int16(EV_READ), 0)
    }

    /// Nothing is left to be written before it, so the line needs no buffer. Where the socket does
    /// not take it, the client sends its content after a moment anyway.
    private func sendContinue() {
        owesContinue = false
        let line = "HTTP/1.1 100 Continue\r\n\r\n"
        let socket = bufferevent_getfd(bufferevent)
        let count = send(socket, line, line.utf8.count, Int32(MSG_NOSIGNAL))
        // Half a line would be taken for the beginning of the answer.
        if count > 0, count < line.utf8.count { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    // MARK: Out

    func begin(_ exchange: Exchange) {
        self.exchange = exchange
        since = loop.tick
    }

    /// An answer is on its way: until its last byte is, nothing more is read.
    ///
    /// So a client that goes on sending fills its own buffers and not ours, and one that has closed
    /// its sending half gets every answer: evhttp, which reads on to learn of a close, would end
    /// the connection at once.
    func didSend() {
        bufferevent_disable(bufferevent, Int16(EV_READ))
    }

    /// The last byte of an answer is with the kernel.
    func didAnswer() {
        let wasLast = exchange?.isLast == true
        exchange = nil
        since = loop.tick
        if wasLast {
            // A close with unread bytes would reset the connection, and the client might lose the
            // answer: so only the sending half is closed, and the rest is read until its end.
            intake.end()
            shutdown(bufferevent_getfd(bufferevent), Int32(SHUT_WR))
        } else if owesContinue, waiting.isEmpty {
            sendContinue()
        }
        if loop.isStopping { loop.keepHouse() }
    }

    /// Whether the client has gone for good. One that has only closed its sending half still waits.
    var isBroken: Bool {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(bufferevent_getfd(bufferevent), SOL_SOCKET, SO_ERROR, &code, &size)
        return code != 0
    }

    /// Closes the connection with a reset: what is on its way is lost.
    ///
    /// evhttp says goodbye before it closes, so another socket is put in the place of this one.
    func reset() {
        let descriptor = bufferevent_getfd(bufferevent)
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout.size(ofValue: linger)))
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if other >= 0 {
            dup2(other, descriptor)
            close(other)
        }
        free()
    }

    /// Sends bytes past evhttp, and closes the connection when they are with the kernel.
    func sendRaw(_ bytes: [UInt8]) {
        didSend()
        // evhttp is told nothing any more until it is told to free the connection.
        bufferevent_setcb(
            bufferevent, nil, { _, context in Connection.free(context) },
            { _, _, context in Connection.free(context) },
            Unmanaged.passUnretained(self).toOpaque())
        bufferevent_enable(bufferevent, Int16(EV_WRITE))
        bufferevent_write(bufferevent, bytes, bytes.count)
    }

    // MARK: Deadlines

    /// Looks at the deadline of whatever the connection is waiting for.
    func sweep() {
        // One that was accepted a moment ago is not evhttp's yet.
        guard evhttp != nil else { return }
        let limits = loop.limits
        if let exchange {
            // A delayed answer is the server's own time, not its client's.
            if exchange.isSent, hasPassed(limits.idle) { free() }
            return
        }
        switch intake.phase {
        case .idle where hasPassed(limits.idle): free()
        case .head where hasPassed(limits.header): refuse(.tooSlow)
        case .body where hasPassed(limits.body): refuse(.tooSlow)
        case .ended where hasPassed(limits.linger): free()
        case .idle, .head, .body, .ended: return
        }
    }

    private func hasPassed(_ limit: Duration) -> Bool {
        // The tick during which it began does not count: late rather than early.
        loop.limits.sweep * (loop.tick - since - 1) >= limit
    }

    /// Answers 503 to a connection too many, before it asks anything.
    func turnAway() {
        isTurnedAway = true
        refuse(.tooMany)
    }

    /// Closes the connection and forgets it, whatever it was doing.
    func free() {
        evhttp_connection_free(evhttp)
    }

    private static func free(_ context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().free()
    }

    fileprivate func closed() {
        exchange = nil
        loop.forget(self)
    }
}

private func didReceive(
    _ buffer: OpaquePointer?, _ info: UnsafePointer<evbuffer_cb_info>?,
    _ context: UnsafeMutableRawPointer?
) {
    guard let buffer, let info, let context else { return }
    let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
    connection.receive(buffer, count: info.pointee.n_added)
}

private func didClose(_ evhttp: OpaquePointer?, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().closed()
}

/// Lends each contiguous piece of the buffer from `position` to its end.
private func forEachPiece(
    of buffer: OpaquePointer, from position: inout evbuffer_ptr,
    _ body: (borrowing Span<UInt8>) -> Void
) {
    let count = Int(evbuffer_peek(buffer, -1, &position, nil, 0))
    withUnsafeTemporaryAllocation(of: iovec.self, capacity: count) { pieces in
        evbuffer_peek(buffer, -1, &position, pieces.baseAddress, Int32(count))
        for piece in pieces {
            body(
                UnsafeRawBufferPointer(start: piece.iov_base, count: piece.iov_len)
                    .assumingMemoryBound(to: UInt8.self).span)
        }
    }
}
