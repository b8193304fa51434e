import CSQLite

// Databases that begin as an image is, and those that become what one is.
extension Connection {
    /// Opens a database of its own that begins as the image is, and writes to nobody else's pages.
    ///
    /// - Parameter growth: how many bytes it may grow beyond the image; more is `SQLITE_FULL`.
    package convenience init(_ image: Image, growth: Int) throws(SQLiteError) {
        try self.init(.memory)
        let mapping = try ImageMapping(image, growth: growth)
        self.mapping = mapping
        // Not resizable and not freed by SQLite: the memory is ours.
        let code = sqlite3_deserialize(
            handle, "main", mapping.start.assumingMemoryBound(to: UInt8.self),
            sqlite3_int64(image.byteCount), sqlite3_int64(mapping.byteCount), 0)
        guard code == SQLITE_OK else { throw error(code, "") }
    }

    /// Why `sqlite3_serialize` gives nothing: what the database holds makes no sense, or there is
    /// no memory.
    var refusal: SQLiteError {
        let code = sqlite3_errcode(handle)
        return [SQLITE_OK, SQLITE_ROW, SQLITE_DONE].contains(code)
            ? .noMemory("for an image of the database") : error(code, "")
    }

    /// Makes the database what an image is, in one transaction.
    ///
    /// - Parameter commit: is given the end of the transaction, which is short, to do it in its own
    ///   time; where it throws, nothing has changed.
    package func restore(
        _ image: Image, committing commit: (_ finish: () throws -> Void) throws -> Void
    ) throws {
        let source = try Connection(image, growth: 0)
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            throw error(SQLITE_ERROR, "")
        }
        defer { sqlite3_backup_finish(backup) }
        func step(_ count: Int32, until end: Int32) throws(SQLiteError) {
            let code = sqlite3_backup_step(backup, count)
            guard code == end else { throw error(code, "") }
        }
        // All pages but the last one.
        let count = try source.integer("PRAGMA page_count")
        if count > 1 { try step(Int32(count - 1), until: SQLITE_OK) }
        try commit { () throws(SQLiteError) in try step(-1, until: SQLITE_DONE) }
    }

    /// Adds the rows of an image to the tables of the same names, within a transaction.
    package func addRows(of image: Image) throws {
        let source = try Connection(image, growth: 0)
        // In the order in which they were made: what others refer to comes first. SQLite's own, as
        // ANALYZE makes them, are no data.
        try source.rows(
            """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid
            """
        ) {
            try addRows(of: $0.text(0), from: source)
            return true
        }
    }

    private func addRows(of table: String, from source: Connection) throws {
        let count = try source.integer("SELECT count(*) FROM pragma_table_info(?)", .text(table))
        let parameters = Array(repeating: "?", count: Int(count)).joined(separator: ", ")
        let insert = try prepared("INSERT INTO \(table) VALUES (\(parameters))")
        try source.rows("SELECT * FROM \(table)") { row in
            try insert.run(with: row)
            return true
        }
    }
}
