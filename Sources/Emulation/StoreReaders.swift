internal import SQLite
internal import Synchronization

/// Connections to a store file that only read, so that loops that read do not wait for each other.
///
/// In WAL mode each transaction sees what was committed when it began: whoever has been answered a
/// write reads it.
internal final class StoreReaders: Sendable {
    private final class Reader: Sendable {
        /// Nil until it is needed.
        let connection = Mutex<Connection?>(nil)
    }

    private let path: String
    /// As many as loops that a server has by itself.
    private let readers = (0..<4).map { _ in Reader() }

    init(_ path: String) {
        self.path = path
    }

    /// Runs `body` as one transaction on whichever connection is free.
    func transaction<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        for reader in readers {
            let result = try reader.connection.withLockIfAvailable { try run(body, on: &$0) }
            if let result { return result }
        }
        return try readers[0].connection.withLock { try run(body, on: &$0) }
    }

    private func run<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result, on connection: inout sending Connection?
    ) throws -> Result {
        let open = try connection ?? StoreFile.reader(of: path)
        connection = open
        return try open.transaction(.read, body)
    }
}
