internal import CSQLite

/// A prepared statement, kept for as long as its connection.
internal final class Statement {
    private let handle: OpaquePointer
    /// The connection outlives its statements, which live in its cache or in one of its calls.
    private unowned let connection: Connection

    /// Prepares the first statement of the text at `sql`, which ends with a NUL; nil where only
    /// blanks and comments are left.
    ///
    /// - Parameter length: how many bytes of it were read.
    internal init?(
        _ sql: UnsafePointer<CChar>, in connection: Connection, persistent: Bool, length: inout Int
    ) throws(SQLiteError) {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, flags, &handle, &tail)
        guard code == SQLITE_OK else { throw connection.error(code, String(cString: sql)) }
        length = tail.map { $0 - sql } ?? 0
        guard let handle else { return nil }
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds all parameters, lends each row to `body` until that returns false, and makes the
    /// statement ready for its next use.
    internal func run(
        _ values: [Value], _ body: (borrowing Row) throws -> Bool
    ) throws {
        defer { sqlite3_reset(handle) }
        try bind(values)
        while true {
            let code = sqlite3_step(handle)
            guard code != SQLITE_DONE else { return }
            guard code == SQLITE_ROW else {
                throw connection.error(code, String(cString: sqlite3_sql(handle)))
            }
            guard try body(Row(handle)) else { return }
        }
    }

    private func bind(_ values: [Value]) throws(SQLiteError) {
        precondition(values.count == Int(sqlite3_bind_parameter_count(handle)))
        for (index, value) in values.enumerated() {
            let parameter = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, parameter)
                case .integer(let integer): sqlite3_bind_int64(handle, parameter, integer)
                case .text(var text):
                    text.withUTF8 {
                        sqlite3_bind_text64(
                            handle, parameter, $0.baseAddress, UInt64($0.count), transient,
                            UInt8(SQLITE_UTF8))
                    }
                }
            guard code == SQLITE_OK else {
                throw connection.error(code, String(cString: sqlite3_sql(handle)))
            }
        }
    }
}

/// `SQLITE_TRANSIENT`, a macro with a cast that Swift does not import: SQLite makes its own copy.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
