import CSQLite
import Glibc

/// An error of SQLite: its code, its message, and the statement.
package struct SQLiteError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The extended result code, <https://sqlite.org/rescode.html>.
    package let code: Int32
    package let message: String
    package let sql: String
    /// The offset of the mistake in `sql`, in bytes, if SQLite knows it.
    package let offset: Int?
    /// The system's `errno` if SQLite knows it, else 0.
    var systemCode: Int32 = 0

    package var description: String {
        sql.isEmpty ? "\(message) (\(code))" : "\(message) (\(code)) in: \(sql)"
    }

    /// A `UNIQUE`, `CHECK`, `NOT NULL` or foreign key constraint failed.
    package var isConstraint: Bool { code & 0xFF == SQLITE_CONSTRAINT }
    /// Another process has locked the file.
    package var isBusy: Bool { code & 0xFF == SQLITE_BUSY }
    /// The file, or a file that belongs to it, cannot be opened.
    package var isNotOpened: Bool { code & 0xFF == SQLITE_CANTOPEN }
    /// The process may open no more files.
    package var isOutOfDescriptors: Bool { isNotOpened && [EMFILE, ENFILE].contains(systemCode) }
    /// There is no room left: on the disk, or in a view of an image.
    package var isFull: Bool {
        // SQLite treats a quota or a limit of the process like any other error, and may lose the
        // system's number when it rolls back.
        code & 0xFF == SQLITE_FULL
            || (code & 0xFF == SQLITE_IOERR && [ENOSPC, EDQUOT, EFBIG].contains(systemCode))
            || (code == Self.failedWrite && systemCode != EIO)
    }
    /// The process may not let a file grow so large. Memory in an anonymous file counts too.
    package var isFileTooLarge: Bool { systemCode == EFBIG }
    /// SQLITE_IOERR_WRITE, <https://sqlite.org/rescode.html#ioerr_write>.
    private static let failedWrite: Int32 = 778
    /// SQLITE_IOERR_SHORT_READ: the log is shorter than its index says.
    private static let shortRead: Int32 = 522
    /// The file, or the file system, is read-only.
    package var isReadOnly: Bool { code & 0xFF == SQLITE_READONLY }
    /// The file is damaged.
    package var isDamage: Bool {
        code & 0xFF == SQLITE_CORRUPT || code == Self.shortRead || isNotADatabase
    }
    /// The file is not an SQLite database.
    package var isNotADatabase: Bool { code & 0xFF == SQLITE_NOTADB }
}
