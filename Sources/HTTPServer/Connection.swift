import CLibevent
import Glibc
import HTTP
import Synchronization

/// A client's connection, as its loop keeps it: the socket, the intake behind it, and what is
/// waiting to be answered.
///
/// libevent says when the socket can be read and written, and that is all that is wanted of it: its
/// evhttp would be told nothing but what `Intake` has read already, in six system calls a request
/// instead of three.
final class Connection {
    private let wire: Wire
    private unowned let loop: EventLoop
    private var readable: OpaquePointer?
    private var writable: OpaquePointer?
    private var isReading = false
    private var isWriting = false
    private var isFreed = false

    private var intake: Intake
    /// What has been asked and is not being answered yet, oldest first.
    private var waiting: ArraySlice<Intake.Item> = []
    /// The answer that is being given.
    private var exchange: Exchange?
    /// What is sent when all connections that were readable have been read.
    private var head: [UInt8] = []
    private var body: ArraySlice<UInt8> = []
    private var isScheduled = false
    /// What the wire has not taken of an answer.
    private var unsent: ArraySlice<UInt8> = []
    /// What comes when it has.
    private var sequel = Sequel.more
    /// The loop's tick at which the present phase began, or the socket was last given bytes.
    private var since: Int
    /// Whether it counts among the connections that may be open.
    private(set) var hasPlace = true
    /// Whether the client has said, behind its requests, that it sends no more.
    private var hasClientEnded = false
    /// The loop's tick at which the client was seen to have closed its sending half.
    private var closedSince: Int?
    /// How many connections there have been.
    private static let count = Atomic<UInt64>(0)

    /// What follows when bytes are with the kernel.
    enum Sequel {
        /// More bytes of the answer.
        case more
        /// The answer is whole.
        case answered
        /// The connection is closed.
        case closed
        /// Nothing: they were no answer's.
        case nothing
    }

    /// Nil where there is no memory for it.
    init?(_ socket: Int32, on loop: EventLoop) {
        wire = Wire(socket)
        self.loop = loop
        intake = Intake(
            loop.limits, memory: loop.memory,
            connection: Self.count.add(1, ordering: .relaxed).newValue)
        since = loop.tick
        // The pieces of an answer that drips are not to wait for each other's acknowledgement.
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

    /// Whether nothing has been asked that is not answered, also not in bytes still to be read.
    var isQuiet: Bool {
        var unread: Int32 = 0
        let isOpen = ioctl(socket, UInt(FIONREAD), &unread) == 0
        // Who has not come to ask anything is not waited for.
        return !isAnswering && (phase == .idle || wire.isShakingHands) && isOpen && unread == 0
    }

    /// What the connection is waiting for. A handshake is the beginning of a request, and so is a
    /// record that does not say yet what is in it.
    private var phase: Intake.Phase {
        wire.isAwaitingRest && intake.phase == .idle ? .head : intake.phase
    }

    private var isAnswering: Bool { exchange != nil || !waiting.isEmpty }

    // MARK: In

    /// Nothing is read while an answer is on its way: so a client that goes on sending fills its
    /// own buffers and not ours, and one that has closed its sending half gets every answer.
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

    /// Answers what is waiting in the order in which it was asked, until an answer takes longer.
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

    /// Refuses what the client is sending, or has not begun to send, while nothing is answered.
    private func refuse(_ refusal: Refusal) {
        waiting.append(intake.refuse(refusal))
        answer()
    }

    /// Where the socket does not take it, the client sends its content after a moment anyway.
    private func sendContinue() {
        intake.didContinue()
        let line = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
        guard let count = wire.write(line, [], isLast: false), count > 0 else { return }
        // Half a line would be taken for the beginning of the answer.
        if count < line.count || wire.isStuck { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    // MARK: Out

    /// Whether the answer that is leaving is the last one.
    var isEnding: Bool { loop.isStopping && waiting.isEmpty }

    /// Sends bytes as soon as all that can be read has been read: clients that wait for their
    /// answers are then woken once for many of them, which costs more than to write one.
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

    /// Sends what the wire takes, and the rest when it takes more.
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

    /// Whether what is being sent is the last that is.
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
        // What is to be flushed comes behind what there is room for now.
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

    /// The last byte of an answer is with the kernel.
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

    /// A close with unread bytes would reset the connection, and the client might lose the answer:
    /// so only the sending half is closed, and the rest is read until its end.
    private func endAnswering() {
        intake.end()
        wire.end()
    }

    /// Closes the connection with a reset: what is on its way is lost.
    func reset() {
        free { $0.reset() }
    }

    // MARK: Deadlines

    /// Looks at the deadline of whatever the connection is waiting for.
    func sweep() {
        let limits = loop.limits
        if let exchange {
            // Until there is something for the client to take, the time is the server's own.
            if !unsent.isEmpty || wire.isStuck, hasPassed(limits.idle) { return free() }
            if !exchange.isSent { lookForClient() }
            return
        }
        switch phase {
        case .idle where hasPassed(limits.idle): free()
        // Nothing can be said to the client yet.
        case .head where wire.isShakingHands && hasPassed(limits.header): free()
        case .head where hasPassed(limits.header): refuse(.tooSlow)
        case .body where hasPassed(limits.body): refuse(.tooSlow)
        case .ended where hasPassed(limits.linger): free()
        case .idle, .head, .body, .ended: return
        }
    }

    private func hasPassed(_ limit: Duration, since tick: Int? = nil) -> Bool {
        // The tick during which it began does not count: late rather than early.
        loop.limits.sweep * (loop.tick - (tick ?? since) - 1) >= limit
    }

    /// Looks whether the client that an answer is waited for is there yet, and lets go of one that
    /// has gone.
    ///
    /// Some clients close their sending half with their request and still want the answer. So one
    /// that has closed gives up its place at once, and its connection when it has waited so for
    /// some time.
    func lookForClient() {
        guard let exchange, !exchange.isSent else { return }
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
        /// It sends no more.
        case closing
        /// It has gone: the connection was reset.
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

    /// Answers 503 to a connection too many, before it asks anything.
    func turnAway() {
        giveUpPlace()
        refuse(.tooMany)
    }

    /// Takes an answer that has been waited for, unless it is none of the present one's.
    func resolve(_ response: Response, of number: Int) {
        guard let exchange, exchange.number == number else { return }
        exchange.resolve(response)
        answer()
    }

    /// Waits no longer for an answer that has a time to wait.
    func hurry() {
        guard let exchange else { return }
        exchange.hurry()
        answer()
    }

    /// Goes on with content that has grown, likewise.
    func goOn(with number: Int) {
        guard let exchange, exchange.number == number else { return }
        exchange.didSend()
        answer()
    }

    /// Closes the connection and forgets it, whatever it was doing.
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
