import Glibc
package import HTTP
import Synchronization
package import System

/// An HTTP/1.1 server on libevent. It has several event loops, each on its own thread, which accept
/// clients from the same socket.
///
/// The loops call the handler on their threads, several at once. It must not block.
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
    ///   - loops: the number of event loops.
    ///   - memory: the contents of requests are charged to this budget.
    ///   - tls: settings for clients that begin with TLS. If it is nil, they are refused like any
    ///     other bytes that are not HTTP.
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

    /// Accepts no more requests, finishes those in flight, and returns when all loops have ended.
    ///
    /// - Parameter grace: how long answers in flight may still take.
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

    /// - Returns: the number of connections, including the new one.
    func enter() -> Int {
        count.add(1, ordering: .relaxed).newValue
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
