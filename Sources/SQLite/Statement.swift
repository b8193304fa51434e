import CSQLite

/// A prepared statement. It may live as long as its connection.
final class Statement {
    private let handle: OpaquePointer
    /// The connection outlives its statements, which live in its cache or in one of its calls.
    private unowned let connection: Connection
    /// Holds texts while they are bound, so that SQLite need not copy them.
    private var texts = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// SQLite copies longer texts, which are rare.
    private static let longestText = 4 << 10

    /// Prepares the first statement of the NUL-terminated text at `sql`; nil if it holds only
    /// blanks and comments.
    ///
    /// - Parameter length: the number of bytes that were read.
    init?(
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
        texts.deallocate()
    }

    /// Binds all parameters, lends each row to `body` until that returns false, and resets the
    /// statement.
    func run(
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

    /// Runs the statement with the columns of a row as its parameters.
    func run(with row: borrowing Row) throws(SQLiteError) {
        defer { sqlite3_reset(handle) }
        row.bind(to: handle)
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            throw connection.error(code, String(cString: sqlite3_sql(handle)))
        }
    }

    /// Runs it with the arguments of a function as its parameters. Its value is the function's
    /// result.
    func run(
        _ arguments: UnsafeBufferPointer<OpaquePointer?>, for context: OpaquePointer
    ) throws(SQLiteError) {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, argument) in arguments.enumerated() {
            sqlite3_bind_value(handle, Int32(index + 1), argument)
        }
        let code = sqlite3_step(handle)
        guard code == SQLITE_ROW else {
            throw connection.error(code, String(cString: sqlite3_sql(handle)))
        }
        sqlite3_result_value(context, sqlite3_column_value(handle, 0))
    }

    /// The first parameter, as the statement writes it; nil if there is none.
    var parameter: String? {
        guard sqlite3_bind_parameter_count(handle) > 0 else { return nil }
        return sqlite3_bind_parameter_name(handle, 1).map { String(cString: $0) } ?? "?"
    }

    private func bind(_ values: [Value]) throws(SQLiteError) {
        precondition(values.count == Int(sqlite3_bind_parameter_count(handle)))
        makeRoom(for: values)
        var used = 0
        for (index, value) in values.enumerated() {
            let parameter = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, parameter)
                case .integer(let integer): sqlite3_bind_int64(handle, parameter, integer)
                case .text(var text): text.withUTF8 { bind($0, parameter, &used) }
                }
            guard code == SQLITE_OK else {
                throw connection.error(code, String(cString: sqlite3_sql(handle)))
            }
        }
    }

    private func bind(
        _ text: UnsafeBufferPointer<UInt8>, _ parameter: Int32, _ used: inout Int
    ) -> Int32 {
        guard (1...Self.longestText).contains(text.count) else {
            return sqlite3_bind_text64(
                handle, parameter, text.baseAddress, UInt64(text.count), transient,
                UInt8(SQLITE_UTF8))
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: texts[used..<used + text.count])
        place.copyMemory(from: UnsafeRawBufferPointer(text))
        used += text.count
        // Nil is `SQLITE_STATIC`: the bytes stay until the next use of the statement.
        return sqlite3_bind_text64(
            handle, parameter, place.assumingMemoryBound(to: CChar.self).baseAddress,
            UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }

    private func makeRoom(for values: [Value]) {
        var needed = 0
        for case .text(let text) in values where text.utf8.count <= Self.longestText {
            needed += text.utf8.count
        }
        guard needed > texts.count else { return }
        texts.deallocate()
        texts = .allocate(byteCount: max(256, needed), alignment: 1)
    }
}

/// `SQLITE_TRANSIENT`, SQLite makes its own copy. Swift does not import this macro because of its
/// cast.
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
