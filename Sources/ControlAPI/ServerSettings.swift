import Synchronization

/// What a server was started with, as the console shows it.
package final class ServerSettings: Sendable {
    /// The names of its seeds, in their order.
    let seeds: [String]
    /// The path of its store file; nil for memory.
    let store: String?
    private let listening = Mutex<[String]>([])

    package init(seeds: [String] = [], store: String? = nil) {
        self.seeds = seeds
        self.store = store
    }

    /// Where it listens, `http://127.0.0.1:7328`; empty without a socket.
    var addresses: [String] { listening.withLock { $0 } }

    package func listen(at address: String) {
        listening.withLock { $0.append(address) }
    }
}
