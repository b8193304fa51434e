import CLibevent
import Cryptography
import Glibc
import HTTP
import HTTPTypes
import System

/// The event loop of one thread: an `event_base` of libevent, and the connections that it accepts.
///
/// It is made, run and freed on that thread. It is not `Sendable`, so the compiler keeps libevent's
/// objects on one thread, as libevent requires. Other threads send messages to its mailbox.
final class EventLoop {
    let limits: Limits
    /// The contents of requests are charged to this budget.
    let memory: MemoryBudget
    let handler: Handler
    /// Nil if the server speaks no TLS.
    private let tls: TLSSettings?
    /// Made for the first client that speaks TLS.
    private var tlsContext: TLSContext?
    let base: OpaquePointer
    /// The buffer of every read, which all connections share. Usually a page or two are touched.
    let inbox = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// The buffer of every decrypted record, which all connections share.
    let plaintext = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 16)
    /// Counts sweeps; deadlines are measured in them.
    private(set) var tick = 0
    private(set) var isStopping = false
    var date = DateField()

    let mailbox: Mailbox
    private let connectionCount: ConnectionCount
    /// A spare descriptor. If no other one is left, it is closed so that the loop can accept a
    /// client and refuse it.
    private var spare = Descriptors.spare()
    private var listener: OpaquePointer?
    private var events: [OpaquePointer] = []
    private var connections: [Int32: Connection] = [:]
    private var idling: OpaquePointer?
    private var flushing: OpaquePointer?
    /// The connections to flush.
    private var outgoing: [Connection] = []
    private var exchangeCount = 0
    /// The tick at which the loop last looked for clients that have gone, to make room.
    private var lastSearch = -1

    /// - Parameters:
    ///   - descriptor: a listening socket. The loop takes ownership of it.
    ///   - connectionCount: counts the connections of all loops of a server.
    init(
        accepting descriptor: Int32, limits: Limits, memory: MemoryBudget, mailbox: Mailbox,
        connectionCount: ConnectionCount, tls: TLSSettings?, handler: @escaping Handler
    ) {
        self.tls = tls
        self.limits = limits
        self.memory = memory
        self.mailbox = mailbox
        self.connectionCount = connectionCount
        self.handler = handler
        let configuration = event_config_new()
        // Only this thread touches the base.
        event_config_set_flag(configuration, Int32(EVENT_BASE_FLAG_NOLOCK.rawValue))
        // An event that is removed and added again between two waits then costs no system call.
        // libevent warns about descriptors that are in one epoll twice. Ours never are.
        event_config_set_flag(configuration, Int32(EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST.rawValue))
        guard let base = event_base_new_with_config(configuration) else {
            preconditionFailure("libevent finds neither memory nor a way to wait")
        }
        event_config_free(configuration)
        self.base = base
        accept(from: descriptor)
        watch()
    }

    deinit {
        if let listener { evconnlistener_free(listener) }
        for event in events { event_free(event) }
        event_base_free(base)
        if spare >= 0 { close(spare) }
        inbox.deallocate()
        plaintext.deallocate()
    }

    /// Runs until the message `stop` ends the loop, and then closes all connections.
    func run() {
        // The optimizer may free an object to which only C still points.
        withExtendedLifetime(self) { _ = event_base_dispatch(base) }
        for connection in Array(connections.values) { connection.free() }
    }

    private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    // MARK: Accepting

    private func accept(from descriptor: Int32) {
        listener = evconnlistener_new(
            base,
            { _, socket, _, _, context in EventLoop.of(context).welcome(socket) },
            context, UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC), 0, descriptor)
        evconnlistener_set_error_cb(listener) { _, context in EventLoop.of(context).refuseNext() }
    }

    /// Refuses the next client, because there is no descriptor for it. If there is not even a spare
    /// one, stops accepting until the next sweep, so that the loop does not spin.
    private func refuseNext() {
        guard let listener else { return }
        if spare >= 0 { close(spare) }
        let socket = Glibc.accept(evconnlistener_get_fd(listener), nil, nil)
        if socket >= 0 {
            let refusal = Self.turnedAway
            Glibc.send(socket, refusal, refusal.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            // Closing with unread bytes would reset the connection, and the answer might be lost.
            shutdown(socket, Int32(SHUT_WR))
            recv(socket, inbox.baseAddress, inbox.count, Int32(MSG_DONTWAIT))
            close(socket)
        }
        spare = Descriptors.spare()
        if socket < 0 || spare < 0 { evconnlistener_disable(listener) }
    }

    private static let turnedAway: [UInt8] = {
        let response = Refusal.tooMany.response
        var head = ResponseHead(response)
        head.addLength(response.body.count)
        head.add("Connection", "close")
        head.end()
        return head.bytes + response.body
    }()

    private func welcome(_ socket: Int32) {
        guard let connection = Connection(socket, on: self) else {
            close(socket)
            return
        }
        connections[socket] = connection
        guard connectionCount.enter() > limits.connections else { return }
        if lastSearch != tick {
            lastSearch = tick
            for other in Array(connections.values) { other.lookForClient() }
        }
        // A connection that is turned away no longer counts, so the next client may find room.
        if connectionCount.now > limits.connections { connection.turnAway() }
    }

    /// A TLS session for a connection; nil if the server speaks no TLS, or has no memory for it.
    ///
    /// - Parameter tunnel: names the host if the client itself names none.
    func newSession(on socket: Int32, _ tunnel: Tunnel?) -> TLSSession? {
        guard let tls else { return nil }
        let context = tlsContext ?? TLSContext()
        tlsContext = context
        return TLSSession(context) { name in
            if name == nil, let tunnel {
                switch tunnel.host {
                case .name(let host): return tls.identity(host, localAddress(of: socket))
                case .address(let address): return tls.identity(nil, address)
                }
            }
            return tls.identity(name, localAddress(of: socket))
        }
    }

    /// Reports that a client rejects the server's certificate.
    ///
    /// - Parameter client: its address; nil if the system did not tell it.
    func reportDistrust(by client: IPAddress?) {
        guard let tls, let name = client.flatMap(text(of:)) else { return }
        tls.whenDistrusted(name)
    }

    /// Counts one open connection less.
    func freePlace() {
        connectionCount.leave()
    }

    func nextExchangeNumber() -> Int {
        exchangeCount += 1
        return exchangeCount
    }

    /// Forgets a connection that is closed.
    func forget(_ connection: Connection) {
        if connection.hasPlace { connectionCount.leave() }
        connections[connection.socket] = nil
        if isStopping, connections.isEmpty { event_base_loopbreak(base) }
    }

    // MARK: Watching

    private func watch() {
        let post = event_new(
            base, mailbox.descriptor, Int16(EV_READ | EV_PERSIST),
            { _, _, context in EventLoop.of(context).readMail() }, context)
        let sweeper = event_new(
            base, -1, Int16(EV_PERSIST), { _, _, context in EventLoop.of(context).sweep() }, context
        )
        idling = event_new(
            base, -1, 0, { _, _, context in EventLoop.of(context).freeIdleConnections() }, context)
        flushing = event_new(
            base, -1, 0, { _, _, context in EventLoop.of(context).flush() }, context)
        events = [post, sweeper, idling, flushing].compactMap(\.self)
        event_add(post, nil)
        var interval = timeval(limits.sweep)
        event_add(sweeper, &interval)
    }

    /// Calls the connection's `flush` after all callbacks that are due now.
    func flushLater(_ connection: Connection) {
        if outgoing.isEmpty { event_active(flushing, 0, 0) }
        outgoing.append(connection)
    }

    private func flush() {
        var connections: [Connection] = []
        swap(&connections, &outgoing)
        for connection in connections { connection.flush() }
        // Reuse the array's memory, unless a flush has added connections to the new array.
        guard outgoing.isEmpty else { return }
        connections.removeAll(keepingCapacity: true)
        outgoing = connections
    }

    /// Closes idle connections as soon as the present callback has returned, before anything more
    /// is read from a socket.
    func closeIdle() {
        event_active(idling, 0, 0)
    }

    private func freeIdleConnections() {
        guard isStopping else { return }
        for connection in Array(connections.values) where connection.isQuiet { connection.free() }
        if connections.isEmpty { event_base_loopbreak(base) }
    }

    private func sweep() {
        tick += 1
        for connection in Array(connections.values) { connection.sweep() }
        if spare < 0 { spare = Descriptors.spare() }
        if let listener { evconnlistener_enable(listener) }
    }

    private func readMail() {
        for message in mailbox.empty() {
            switch message {
            case .stop(let grace):
                guard !isStopping else { continue }
                isStopping = true
                // Closes this loop's socket. When all loops have, the kernel refuses new clients.
                if let listener { evconnlistener_free(listener) }
                listener = nil
                var interval = timeval(grace)
                event_base_loopexit(base, &interval)
                for connection in Array(connections.values) { connection.hurry() }
                closeIdle()
            case .answer(let response, let ticket):
                connections[ticket.socket]?.resolve(response, of: ticket.number)
            case .filled(let ticket): connections[ticket.socket]?.goOn(with: ticket.number)
            }
        }
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> EventLoop {
        guard let context else { preconditionFailure("every callback is given its loop") }
        return Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue()
    }
}

extension Limits {
    /// The interval of the sweeps, which check the deadlines. A deadline is at most this late.
    var sweep: Duration {
        max(.milliseconds(10), min(.milliseconds(500), min(idle, header, body, linger) / 4))
    }
}

extension timeval {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
