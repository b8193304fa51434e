import SQLite

/// Connections to a store file that only read, so that loops that read do not wait for each other.
///
/// In WAL mode each transaction sees what was committed when it began: whoever has been answered a
/// write reads it.
final class StoreReaders: Sendable {
    let path: String
    /// Nil until one is needed.
    private let connections = Shards<Connection?> { nil }

    init(_ path: String) {
        self.path = path
    }

    /// Runs `body` as one transaction on whichever connection is free.
    func transaction<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try connections.withFree { connection in
            let open = try connection ?? StoreFile.reader(of: path)
            connection = open
            return try open.transaction(.read, body)
        }
    }

    /// Leaves the write-ahead log where it is when they are closed.
    func keepLogs() {
        connections.forEach { $0?.keepLog() }
    }

    /// Runs `body` while no transaction reads.
    func whileNobodyReads(_ body: () throws -> Void) throws {
        try connections.whileAllAreFree(body)
    }
}
