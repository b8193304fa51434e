import CSQLite

// Databases that start from an image, or are restored to one.
extension Connection {
    /// Opens a private database that starts as a copy of the image.
    ///
    /// - Parameter growth: how many bytes it may grow beyond the image; beyond that, writes fail
    ///   with `SQLITE_FULL`.
    package convenience init(_ image: Image, growth: Int) throws(SQLiteError) {
        try self.init(.memory)
        let mapping = try ImageMapping(image, growth: growth)
        self.mapping = mapping
        // SQLite must neither resize nor free the memory, which is ours.
        let code = sqlite3_deserialize(
            handle, "main", mapping.start.assumingMemoryBound(to: UInt8.self),
            sqlite3_int64(image.byteCount), sqlite3_int64(mapping.byteCount), 0)
        guard code == SQLITE_OK else { throw error(code, "") }
    }

    /// The reason why `sqlite3_serialize` fails: the database is damaged, or there is no memory.
    var refusal: SQLiteError {
        let code = sqlite3_errcode(handle)
        return [SQLITE_OK, SQLITE_ROW, SQLITE_DONE].contains(code)
            ? .noMemory("for an image of the database") : error(code, "")
    }

    /// Restores the database to an image, in one transaction.
    ///
    /// - Parameter commit: receives the short end of the transaction, and calls it when it is
    ///   ready. If `commit` throws, nothing has changed.
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
        // All pages except the last.
        let count = try source.integer("PRAGMA page_count")
        if count > 1 { try step(Int32(count - 1), until: SQLITE_OK) }
        try commit { () throws(SQLiteError) in try step(-1, until: SQLITE_DONE) }
    }

    /// Adds the rows of an image to the tables of the same names, within a transaction.
    package func addRows(of image: Image) throws {
        let source = try Connection(image, growth: 0)
        // In the order of creation, so that referenced tables come first. SQLite's own tables, such
        // as those of ANALYZE, are not data.
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
