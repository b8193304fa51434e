import Glibc
package import HTTP
import Synchronization
package import System

/// An HTTP/1.1 server on libevent: some loops, a thread each, that accept from one socket.
///
/// The handler is called on the loops' threads, several at once, and answers without blocking.
package final class HTTPServer: Sendable {
    /// The port it listens on.
    package let port: Int
    private let mailboxes: [Mailbox]
    private let threads: Mutex<[Thread]>
    private let counted = ConnectionCount()

    /// Listens and serves at once.
    package convenience init(
        host: String, port: Int, loops: Int, limits: Limits = Limits(), tls: TLSSettings? = nil,
        handler: @escaping Handler
    ) throws(ListenError) {
        self.init(
            on: try Listener(host: host, port: port), loops: loops, limits: limits, tls: tls,
            handler: handler)
    }

    /// Serves at once.
    ///
    /// - Parameters:
    ///   - loops: how many threads serve.
    ///   - memory: what the contents of requests are charged to.
    ///   - tls: how clients are met that begin with TLS; nil where they are refused like anything
    ///     else that is no HTTP.
    package init(
        on listener: Listener, loops: Int, limits: Limits = Limits(),
        memory: MemoryBudget = .unbounded, tls: TLSSettings? = nil, handler: @escaping Handler
    ) {
        var limits = limits
        limits.connections = min(
            limits.connections, Descriptors.forConnections(besides: loops))
        let bounded = limits
        port = listener.port
        let counted = counted
        mailboxes = (0..<loops).map { _ in Mailbox() }
        let threads = mailboxes.map { mailbox in
            let descriptor = fcntl(listener.descriptor, F_DUPFD_CLOEXEC, 0)
            let thread = Thread {
                EventLoop(
                    accepting: descriptor, limits: bounded, memory: memory, mailbox: mailbox,
                    connectionCount: counted, tls: tls, handler: handler
                ).run()
            }
            guard let thread else { preconditionFailure("the system gives no thread to serve on") }
            return thread
        }
        self.threads = Mutex(threads)
    }

    /// How many connections are open.
    package var connectionCount: Int { counted.now }

    /// Accepts no more, finishes what is in flight, and returns when all loops have ended.
    ///
    /// - Parameter grace: how long answers in flight may take.
    package func stop(within grace: Duration = .seconds(5)) {
        for mailbox in mailboxes { mailbox.send(.stop(within: grace)) }
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads { thread.join() }
    }
}

/// Counts the connections of all loops.
final class ConnectionCount: Sendable {
    private let count = Atomic(0)

    var now: Int { count.load(ordering: .relaxed) }

    /// - Returns: how many there are, this one included.
    func enter() -> Int {
        count.add(1, ordering: .relaxed).newValue
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
