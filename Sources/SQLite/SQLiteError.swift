internal import CSQLite

/// What SQLite refused: its code, its words, and the statement they are about.
package struct SQLiteError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The extended result code, <https://sqlite.org/rescode.html>.
    package let code: Int32
    package let message: String
    package let sql: String
    /// Where in `sql` the mistake is, in bytes, where SQLite can tell.
    package let offset: Int?

    package var description: String {
        sql.isEmpty ? "\(message) (\(code))" : "\(message) (\(code)) in: \(sql)"
    }

    /// A `UNIQUE`, `CHECK`, `NOT NULL` or foreign key rule was broken.
    package var isConstraint: Bool { code & 0xFF == SQLITE_CONSTRAINT }
    /// Another process holds the file.
    package var isBusy: Bool { code & 0xFF == SQLITE_BUSY }
    /// The file, or one that has to lie beside it, cannot be opened.
    package var isNotOpened: Bool { code & 0xFF == SQLITE_CANTOPEN }
    /// There is no room left: on the disk, or for a view of an image to grow into.
    package var isFull: Bool { code & 0xFF == SQLITE_FULL }
    /// The file holds what SQLite has not written so.
    package var isDamage: Bool { code & 0xFF == SQLITE_CORRUPT || isNotADatabase }
    /// The file is something else than a SQLite database.
    package var isNotADatabase: Bool { code & 0xFF == SQLITE_NOTADB }
}
