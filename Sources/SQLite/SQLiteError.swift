import CSQLite
import Glibc

/// What SQLite refused: its code, its words, and the statement they are about.
package struct SQLiteError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The extended result code, <https://sqlite.org/rescode.html>.
    package let code: Int32
    package let message: String
    package let sql: String
    /// Where in `sql` the mistake is, in bytes, where SQLite can tell.
    package let offset: Int?
    /// What the system had against it, where SQLite knows: `errno`; else 0.
    var systemCode: Int32 = 0

    package var description: String {
        sql.isEmpty ? "\(message) (\(code))" : "\(message) (\(code)) in: \(sql)"
    }

    /// A `UNIQUE`, `CHECK`, `NOT NULL` or foreign key rule was broken.
    package var isConstraint: Bool { code & 0xFF == SQLITE_CONSTRAINT }
    /// Another process holds the file.
    package var isBusy: Bool { code & 0xFF == SQLITE_BUSY }
    /// The file, or one that has to lie beside it, cannot be opened.
    package var isNotOpened: Bool { code & 0xFF == SQLITE_CANTOPEN }
    /// The process may open no more files.
    package var isOutOfDescriptors: Bool { isNotOpened && [EMFILE, ENFILE].contains(systemCode) }
    /// There is no room left: on the disk, or for a view of an image to grow into.
    package var isFull: Bool {
        // A quota, or a limit of the process, is an error like any other to SQLite, which may have
        // forgotten its number when it has rolled back.
        code & 0xFF == SQLITE_FULL
            || (code & 0xFF == SQLITE_IOERR && [ENOSPC, EDQUOT, EFBIG].contains(systemCode))
            || (code == Self.failedWrite && systemCode != EIO)
    }
    /// The process may not let a file grow so large, nor memory that is one to the system.
    package var isFileTooLarge: Bool { systemCode == EFBIG }
    /// SQLITE_IOERR_WRITE, <https://sqlite.org/rescode.html#ioerr_write>.
    private static let failedWrite: Int32 = 778
    /// SQLITE_IOERR_SHORT_READ: a log that ends before what its index says.
    private static let shortRead: Int32 = 522
    /// The file, or the file system, is read-only.
    package var isReadOnly: Bool { code & 0xFF == SQLITE_READONLY }
    /// The file holds what SQLite has not written so.
    package var isDamage: Bool {
        code & 0xFF == SQLITE_CORRUPT || code == Self.shortRead || isNotADatabase
    }
    /// The file is something else than a SQLite database.
    package var isNotADatabase: Bool { code & 0xFF == SQLITE_NOTADB }
}
