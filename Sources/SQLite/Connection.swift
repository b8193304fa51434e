import CSQLite

/// A connection to an SQLite database, with a cache of its statements.
///
/// It uses no mutexes of SQLite. Callers that share a connection must guard it.
///
/// We wrote it because GRDB needs Foundation, which would make an executable of 62 MB instead of
/// 20.
package final class Connection {
    /// The location of a database.
    package enum Location: Equatable, Sendable {
        case memory
        case file(String)
    }

    let handle: OpaquePointer
    private var statements: [String: Statement] = [:]
    private let location: Location

    /// The path of the file; nil for a database in memory.
    package var path: String? {
        if case .file(let path) = location { path } else { nil }
    }

    /// Whether the database is this connection's alone.
    var isAlone: Bool { location == .memory }
    /// Set if the database is a view of an image.
    var mapping: ImageMapping?
    /// The leash that holds the present statements.
    weak var leash: Leash?
    /// Collects the changes of rows, if somebody wants to know them.
    package var rowWatch: RowWatch?

    /// The size of the database.
    package var byteCount: Int64 {
        get throws { try integer("PRAGMA page_count") * integer("PRAGMA page_size") }
    }

    /// Sets how long a statement waits for locks of others before it fails with `SQLITE_BUSY`.
    package func waitForLocks(atMost time: Duration) {
        sqlite3_busy_timeout(handle, Int32(time / .milliseconds(1)))
    }

    /// Limits the size of the database. Beyond it, writes fail with `SQLITE_FULL`.
    package func limit(toBytes count: Int) throws {
        let pages = try Int64(count) / max(1, integer("PRAGMA page_size"))
        try run("PRAGMA max_page_count = \(pages)")
    }

    /// Makes SQLite leaner, as is safe in a process of our own. Has no effect once a database has
    /// been opened.
    package static func ownProcess() {
        _ = seatfiller_count_no_memory()
    }

    /// Opens the database, and makes it if it does not exist.
    package convenience init(_ location: Location) throws(SQLiteError) {
        let name =
            switch location {
            case .memory: ":memory:"
            case .file(let path): Self.name(of: path)
            }
        try self.init(location, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }

    /// Opens a file for reading only.
    package static func reading(_ path: String) throws -> Connection {
        let connection = try Connection(.file(path), name(of: path), SQLITE_OPEN_READONLY)
        // An unreadable file must fail here, not at the first query.
        _ = try connection.integer("PRAGMA schema_version")
        return connection
    }

    /// A path that SQLite takes for nothing else. SQLite gives `:memory:`, `file:` and the empty
    /// name meanings of their own.
    private static func name(of path: String) -> String {
        path.hasPrefix("/") ? path : "./" + path
    }

    private init(_ location: Location, _ name: String, _ flags: Int32) throws(SQLiteError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let handle else {
            throw SQLiteError(code: code, message: "out of memory", sql: "", offset: nil)
        }
        self.handle = handle
        self.location = location
        guard code == SQLITE_OK else {
            let error = error(code, "")
            sqlite3_close_v2(handle)
            throw error
        }
        sqlite3_extended_result_codes(handle, 1)
        // A file may bring data, but no code.
        _ = seatfiller_forbid_triggers_and_views(handle)
        // Several processes may open one file in WAL mode at once.
        waitForLocks(atMost: .seconds(2))
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
        mapping?.unmap()
    }

    /// Runs a statement and ignores any rows.
    package func run(_ sql: String, _ values: Value...) throws {
        try prepared(sql).run(values) { _ in true }
    }

    /// Runs a statement and lends each row to `body` until that returns false.
    package func rows(
        _ sql: String, _ values: Value..., body: (borrowing Row) throws -> Bool
    ) throws {
        try prepared(sql).run(values, body)
    }

    /// Likewise, with any number of values.
    package func rows(
        _ sql: String, values: [Value], body: (borrowing Row) throws -> Bool
    ) throws {
        try prepared(sql).run(values, body)
    }

    /// The first row, read by `body`; nil if there is none.
    package func row<Result>(
        _ sql: String, _ values: Value..., body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try prepared(sql).run(values) { row in
            result = try body(row)
            return false
        }
        return result
    }

    /// The first column of the first row as an integer; 0 if there is no row.
    package func integer(_ sql: String, _ values: Value...) throws -> Int64 {
        var result: Int64 = 0
        try prepared(sql).run(values) { row in
            result = row.integer(0)
            return false
        }
        return result
    }

    /// Another number after each commit of another connection:
    /// <https://sqlite.org/pragma.html#pragma_data_version>.
    package var dataVersion: Int64 {
        get throws { try integer("PRAGMA data_version") }
    }

    /// How many rows the latest `INSERT`, `UPDATE` or `DELETE` changed.
    package var changes: Int64 { sqlite3_changes64(handle) }

    /// Moves the write-ahead log into the file, as far as other readers allow.
    package func checkpoint() throws {
        try run("PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Keeps the write-ahead log when the connection is closed. If the file has been replaced, the
    /// log is all that is left of the latest writes.
    package func keepLog() {
        _ = seatfiller_keep_log(handle)
    }

    /// Copies the database to a new file.
    package func copy(to path: String) throws {
        try run("VACUUM INTO ?", .text(Self.name(of: path)))
    }

    func error(_ code: Int32, _ sql: String) -> SQLiteError {
        let offset = sqlite3_error_offset(handle)
        // A backup reports its own errors by their codes only.
        let isOwn = sqlite3_errcode(handle) == SQLITE_OK
        return SQLiteError(
            code: isOwn ? code : sqlite3_extended_errcode(handle),
            message: String(cString: isOwn ? sqlite3_errstr(code) : sqlite3_errmsg(handle)),
            sql: sql, offset: offset < 0 ? nil : Int(offset),
            systemCode: sqlite3_system_errno(handle))
    }

    func prepared(_ sql: String) throws -> Statement {
        if let statement = statements[sql] { return statement }
        var length = 0
        let prepared = try sql.withCString {
            try Statement($0, in: self, persistent: true, length: &length)
        }
        guard let prepared else { preconditionFailure("no statement in: \(sql)") }
        statements[sql] = prepared
        return prepared
    }
}
