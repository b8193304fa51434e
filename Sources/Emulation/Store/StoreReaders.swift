import SQLite

/// Connections to a store file that can only read. Loops that read do not wait for each other.
///
/// In WAL mode a transaction sees everything that was committed before it began, so a client reads
/// its own writes.
final class StoreReaders: Sendable {
    let path: String
    /// A connection is opened when it is first needed.
    private let connections = Shards<Connection?> { nil }

    init(_ path: String) {
        self.path = path
    }

    /// Runs `body` as one transaction on a free connection.
    func transaction<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try connections.withFree { connection in
            let open = try connection ?? StoreFile.reader(of: path)
            connection = open
            return try open.transaction(.read, body)
        }
    }

    /// Keeps the write-ahead log when the connections close.
    func keepLogs() {
        connections.forEach { $0?.keepLog() }
    }

    /// Runs `body` while no transaction reads.
    func whileNobodyReads(_ body: () throws -> Void) throws {
        try connections.whileAllAreFree(body)
    }
}
