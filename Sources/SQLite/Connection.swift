import CSQLite

/// A connection to one SQLite database, with its statements cached.
///
/// It is opened without SQLite's own mutexes: whoever shares it guards it.
///
/// It is our own because GRDB needs Foundation, and the executable would have 62 MB instead of 20.
package final class Connection {
    /// Where the database is.
    package enum Location: Equatable, Sendable {
        case memory
        case file(String)
    }

    let handle: OpaquePointer
    private var statements: [String: Statement] = [:]
    private let location: Location

    /// Of a file; nil for memory.
    package var path: String? {
        if case .file(let path) = location { path } else { nil }
    }

    /// Whether the database is this connection's alone.
    var isAlone: Bool { location == .memory }
    /// Where the database is a view of an image.
    var mapping: ImageMapping?
    /// What holds back its statements at present.
    weak var leash: Leash?

    /// How large the database is.
    package var byteCount: Int64 {
        get throws { try integer("PRAGMA page_count") * integer("PRAGMA page_size") }
    }

    /// Waits so long for whoever else has the file locked, and then fails with `SQLITE_BUSY`.
    package func waitForLocks(atMost time: Duration) {
        sqlite3_busy_timeout(handle, Int32(time / .milliseconds(1)))
    }

    /// Lets the database grow to so many bytes; what goes beyond is `SQLITE_FULL`.
    package func limit(toBytes count: Int) throws {
        let pages = try Int64(count) / max(1, integer("PRAGMA page_size"))
        try run("PRAGMA max_page_count = \(pages)")
    }

    /// Makes SQLite as lean as a process allows that is all ours; without effect once a database
    /// has been opened.
    package static func ownProcess() {
        _ = seatfiller_count_no_memory()
    }

    /// Opens the database, which is made where there is none.
    package convenience init(_ location: Location) throws(SQLiteError) {
        let name =
            switch location {
            case .memory: ":memory:"
            case .file(let path): Self.name(of: path)
            }
        try self.init(location, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }

    /// Opens a file that stays as it is.
    package static func reading(_ path: String) throws -> Connection {
        let connection = try Connection(.file(path), name(of: path), SQLITE_OPEN_READONLY)
        // What cannot be read is said here, and not by whoever asks for something.
        _ = try connection.integer("PRAGMA schema_version")
        return connection
    }

    /// A path as SQLite takes it for nothing else: it has meanings of its own for `:memory:`, for
    /// `file:` and for no name at all.
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
        // What a file brings along is data, and no program.
        _ = seatfiller_forbid_triggers_and_views(handle)
        // Several processes may open one file in WAL mode at once.
        waitForLocks(atMost: .seconds(2))
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
        mapping?.unmap()
    }

    /// Runs one statement that gives no rows, or whose rows nobody wants.
    package func run(_ sql: String, _ values: Value...) throws {
        try prepared(sql).run(values) { _ in true }
    }

    /// Runs one statement and lends each row to `body`, until it returns false.
    package func rows(
        _ sql: String, _ values: Value..., body: (borrowing Row) throws -> Bool
    ) throws {
        try prepared(sql).run(values, body)
    }

    /// The first row, read by `body`; nil where there is none.
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

    /// The first column of the first row as an integer; 0 where there is no row.
    package func integer(_ sql: String, _ values: Value...) throws -> Int64 {
        var result: Int64 = 0
        try prepared(sql).run(values) { row in
            result = row.integer(0)
            return false
        }
        return result
    }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` changed.
    package var changes: Int64 { sqlite3_changes64(handle) }

    /// Moves what the write-ahead log holds into the file, as far as others leave it.
    package func checkpoint() throws {
        try run("PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Leaves the write-ahead log where it is when the connection is closed: where the file is not
    /// what was opened, the log is all that is left of what was written last.
    package func keepLog() {
        _ = seatfiller_keep_log(handle)
    }

    /// Makes a new file of the database.
    package func copy(to path: String) throws {
        try run("VACUUM INTO ?", .text(Self.name(of: path)))
    }

    func error(_ code: Int32, _ sql: String) -> SQLiteError {
        let offset = sqlite3_error_offset(handle)
        // A backup tells its own errors by their codes alone.
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
