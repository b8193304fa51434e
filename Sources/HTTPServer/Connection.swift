import CLibevent
import Glibc
import HTTP
import Synchronization

/// A client's connection: its wire, its intake, and the requests that wait for an answer.
///
/// libevent only tells when the socket can be read and written. Its evhttp would add nothing to
/// what `Intake` reads, and would need six system calls for a request instead of three.
final class Connection {
    private let wire: Wire
    private unowned let loop: EventLoop
    private var readable: OpaquePointer?
    private var writable: OpaquePointer?
    private var isReading = false
    private var isWriting = false
    private var isFreed = false

    private var intake: Intake
    /// The requests and refusals that are not being answered yet, oldest first.
    private var waiting: ArraySlice<Intake.Item> = []
    /// The answer that is being sent, or waited for.
    private var exchange: Exchange?
    /// The bytes to send at the next flush: `head`, then `body`.
    private var head: [UInt8] = []
    private var body: ArraySlice<UInt8> = []
    /// Whether the loop is going to call `flush`.
    private var isScheduled = false
    /// The bytes of an answer that the wire has not taken yet.
    private var unsent: ArraySlice<UInt8> = []
    /// What to do when the wire has taken all bytes.
    private var sequel = Sequel.more
    /// The loop's tick at which the present phase began, or bytes were last sent.
    private var since: Int
    /// Whether the connection counts towards the limit of open connections.
    private(set) var hasPlace = true
    /// Whether the client has closed its sending half after its last request.
    private var hasClientEnded = false
    /// The loop's tick at which `lookForClient` first saw that closed half.
    private var closedSince: Int?
    /// How many connections there have been.
    private static let count = Atomic<UInt64>(0)

    /// What to do when the kernel has taken all bytes.
    enum Sequel {
        /// Send more bytes of the answer.
        case more
        /// Go on with the next request: the answer is complete.
        case answered
        /// Close the connection.
        case closed
        /// Nothing. The bytes did not belong to an answer.
        case nothing
    }

    /// Nil if there is no memory for it.
    init?(_ socket: Int32, on loop: EventLoop) {
        wire = Wire(socket)
        self.loop = loop
        intake = Intake(
            loop.limits, memory: loop.memory,
            connection: Self.count.add(1, ordering: .relaxed).newValue)
        since = loop.tick
        // The pieces of a dribbled answer must not wait until the client acknowledges earlier ones.
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
        readable = event_new(
            loop.base, socket, Int16(EV_READ | EV_PERSIST),
            { _, _, context in Connection.of(context).receive() }, context)
        guard readable != nil else { return nil }
        read(true)
    }

    var socket: Int32 { wire.socket }

    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Connection {
        guard let context else { preconditionFailure("every callback is given its connection") }
        return Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
    }

    /// Whether every request is answered, and no bytes of another one have arrived.
    var isQuiet: Bool {
        var unread: Int32 = 0
        let isOpen = ioctl(socket, UInt(FIONREAD), &unread) == 0
        // A client that is still in the handshake has not sent a request.
        return !isAnswering && (phase == .idle || wire.isShakingHands) && isOpen && unread == 0
    }

    /// What the connection waits for. A handshake, or a part of a TLS record, counts as the
    /// beginning of a request.
    private var phase: Intake.Phase {
        wire.isAwaitingRest && intake.phase == .idle ? .head : intake.phase
    }

    private var isAnswering: Bool { exchange != nil || !waiting.isEmpty }

    // MARK: In

    /// Starts or stops reading. Nothing is read while an answer is on its way. So a client that
    /// sends ahead fills its own buffers and not ours, and a client that has closed its sending
    /// half still gets every answer.
    private func read(_ wanted: Bool) {
        guard wanted != isReading else { return }
        isReading = wanted
        if wanted { event_add(readable, nil) } else { event_del(readable) }
    }

    private func receive() {
        receive { wire.read(on: loop, into: &intake) { waiting.append($0) } }
        answer()
        if loop.isStopping { loop.closeIdle() }
    }

    private func receive(_ read: () -> Wire.Reading) {
        let (phase, known) = (phase, waiting.count)
        switch read() {
        case .some: break
        case .ended where waiting.count > known: hasClientEnded = true
        case .ended, .broken: return free()
        case .refused:
            // No answer reaches the client any more.
            waiting = []
            endAnswering()
        }
        if self.phase != phase || waiting.count > known { since = loop.tick }
        if wire.isStuck {
            sequel = .nothing
            watchForRoom(true)
        }
    }

    /// Answers the waiting requests in their order, until an answer cannot be completed at once.
    func answer() {
        while exchange == nil, !isFreed, let item = waiting.popFirst() {
            since = loop.tick
            let response =
                switch item {
                case .request(let request, _, _): loop.handler(request)
                case .refusal(let refusal, _): refusal.response
                }
            let exchange = Exchange(item, with: response, on: self, loop)
            self.exchange = exchange
            exchange.start()
        }
        guard !isFreed, !isScheduled else { return }
        if waiting.isEmpty { waiting = [] }
        if hasClientEnded, !isAnswering { return free() }
        read(exchange == nil && !wire.isStuck)
        if intake.wantsContinue, !isAnswering { sendContinue() }
    }

    /// Refuses the request that is arriving, or is awaited. No answer may be under way.
    private func refuse(_ refusal: Refusal) {
        waiting.append(intake.refuse(refusal))
        answer()
    }

    /// Sends `100 Continue`. If the socket does not take it, the client sends its content after a
    /// moment anyway.
    private func sendContinue() {
        intake.didContinue()
        let line = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
        guard let count = wire.write(line, [], isLast: false), count > 0 else { return }
        // The client would take a part of this line for the beginning of the answer.
        if count < line.count || wire.isStuck { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    // MARK: Out

    /// Whether the server is stopping, and no other request waits for an answer.
    var isEnding: Bool { loop.isStopping && waiting.isEmpty }

    /// Sends bytes when the loop has read from all readable connections. A client with several
    /// connections is then woken once for many answers. Waking it costs more than a write.
    func send(_ head: [UInt8], _ body: ArraySlice<UInt8> = [], then sequel: Sequel) {
        self.sequel = sequel
        if !unsent.isEmpty {
            unsent += head
            unsent += body
        } else if isScheduled {
            self.head += self.body
            self.head += head
            self.body = body
        } else {
            self.head = head
            self.body = body
            isScheduled = true
            loop.flushLater(self)
        }
    }

    /// Sends as many bytes as the wire takes, and the rest later.
    func flush() {
        guard !isFreed else { return }
        isScheduled = false
        let (head, body) = (head, body)
        self.head = []
        self.body = []
        guard let count = wire.write(head, body, isLast: isFollowedByNothing) else { return free() }
        since = loop.tick
        guard count < head.count + body.count || wire.isStuck else {
            watchForRoom(false)
            follow(sequel)
            return answer()
        }
        unsent = head.dropFirst(count) + body.dropFirst(max(0, count - head.count))
        read(false)
        watchForRoom(true)
    }

    /// Whether the bytes that are being sent are the last ones of the connection.
    private var isFollowedByNothing: Bool {
        switch sequel {
        case .closed: true
        case .answered: exchange?.isLast == true
        case .more, .nothing: false
        }
    }

    private func watchForRoom(_ wanted: Bool) {
        guard wanted != isWriting else { return }
        isWriting = wanted
        if writable == nil {
            writable = event_new(
                loop.base, socket, Int16(EV_WRITE | EV_PERSIST),
                { _, _, context in Connection.of(context).drain() }, context)
        }
        if wanted { event_add(writable, nil) } else { event_del(writable) }
    }

    private func drain() {
        // `flush` is going to send the bytes.
        guard !isScheduled else { return }
        guard let count = wire.write([], unsent, isLast: isFollowedByNothing) else { return free() }
        since = loop.tick
        unsent = unsent.dropFirst(count)
        guard unsent.isEmpty, !wire.isStuck else { return }
        unsent = []
        watchForRoom(false)
        follow(sequel)
        answer()
    }

    private func follow(_ sequel: Sequel) {
        switch sequel {
        case .more: exchange?.didSend()
        case .answered: didAnswer()
        case .closed: free()
        case .nothing: break
        }
    }

    /// Called when the kernel has the last byte of an answer.
    private func didAnswer() {
        let (wasLast, tunnel) = (exchange?.isLast == true, exchange?.tunnel)
        exchange = nil
        since = loop.tick
        if let tunnel {
            receive { wire.open(tunnel, on: loop, into: &intake) { waiting.append($0) } }
        } else if wasLast {
            endAnswering()
        }
        if loop.isStopping { loop.closeIdle() }
    }

    /// Closes the sending half only, and goes on to read until the client ends. Closing the socket
    /// with unread bytes would reset the connection, and the client might lose the answer.
    private func endAnswering() {
        intake.end()
        wire.end()
    }

    /// Closes the connection with a reset. Bytes that are on their way are lost.
    func reset() {
        free { $0.reset() }
    }

    // MARK: Deadlines

    /// Ends the connection, or refuses the request, if a deadline has passed.
    func sweep() {
        let limits = loop.limits
        if exchange != nil {
            // The deadline is for the client to take bytes, so it needs some.
            if !unsent.isEmpty || wire.isStuck, hasPassed(limits.idle) { return free() }
            return lookForClient()
        }
        switch phase {
        case .idle where hasPassed(limits.idle): free()
        // Before the end of the handshake the client cannot be answered.
        case .head where wire.isShakingHands && hasPassed(limits.header): free()
        case .head where hasPassed(limits.header): refuse(.tooSlow)
        case .body where hasPassed(limits.body): refuse(.tooSlow)
        case .ended where hasPassed(limits.linger): free()
        case .idle, .head, .body, .ended: return
        }
    }

    private func hasPassed(_ limit: Duration, since tick: Int? = nil) -> Bool {
        // The first tick was not a whole one and does not count. So deadlines are late, not early.
        loop.limits.sweep * (loop.tick - (tick ?? since) - 1) >= limit
    }

    /// Frees the connection if the client of a pending, delayed or dribbled answer has gone.
    ///
    /// Some clients close their sending half after the request and still want the answer. Such a
    /// connection gives up its place at once, but is closed only after the linger time.
    func lookForClient() {
        guard let exchange, !exchange.isSent || exchange.isPausing else { return }
        switch peerState {
        case .open: break
        case .closed: free()
        case .closing:
            if closedSince == nil {
                closedSince = loop.tick
                giveUpPlace()
            }
            if hasPassed(loop.limits.linger, since: closedSince) { free() }
        }
    }

    private enum PeerState {
        case open
        /// The client has closed its sending half.
        case closing
        /// The client has reset the connection.
        case closed
    }

    private var peerState: PeerState {
        // The first byte of `tcp_info` is the state, tcp(7); 7 is `TCP_CLOSE`, 8 `TCP_CLOSE_WAIT`.
        var state: UInt8 = 0
        var size = socklen_t(1)
        guard getsockopt(socket, Int32(IPPROTO_TCP), TCP_INFO, &state, &size) == 0 else {
            return .open
        }
        return state == 7 ? .closed : state == 8 ? .closing : .open
    }

    private func giveUpPlace() {
        guard hasPlace else { return }
        hasPlace = false
        loop.freePlace()
    }

    /// Answers 503 before any request, because there are too many connections.
    func turnAway() {
        giveUpPlace()
        refuse(.tooMany)
    }

    /// Takes the answer that was pending.
    ///
    /// - Parameter number: the exchange's number. An answer for an earlier exchange is ignored.
    func resolve(_ response: Response, of number: Int) {
        guard let exchange, exchange.number == number else { return }
        exchange.resolve(response)
        answer()
    }

    /// Waits no longer for a pending answer that has a timeout.
    func hurry() {
        guard let exchange else { return }
        exchange.hurry()
        answer()
    }

    /// Sends more of a streamed content, unless it belongs to an earlier exchange.
    func goOn(with number: Int) {
        guard let exchange, exchange.number == number else { return }
        exchange.didSend()
        answer()
    }

    /// Closes the connection at once, whatever it is doing, and removes it from its loop.
    func free() {
        free { $0.close() }
    }

    private func free(_ close: (Wire) -> Void) {
        guard !isFreed else { return }
        isFreed = true
        exchange = nil
        if let readable { event_free(readable) }
        if let writable { event_free(writable) }
        loop.forget(self)
        close(wire)
    }
}
