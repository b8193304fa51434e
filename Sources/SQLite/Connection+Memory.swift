import CSQLite

// The memory that a database takes.
extension Connection {
    /// The private memory of this connection: the pages that it has changed, and SQLite's own
    /// memory.
    package var privateByteCount: Int {
        guard let mapping, let content = mappedContent else { return workingByteCount }
        let pages = mapping.privatePages(of: content.count) ?? []
        return pages.count * Extent.pageByteCount + workingByteCount
    }

    /// The private memory before any change, found without a look at the pages.
    package var initialByteCount: Int {
        (mapping?.image.changes.count ?? 0) * Extent.pageByteCount + workingByteCount
    }

    /// SQLite's own memory.
    private var workingByteCount: Int {
        var total = 0
        for figure in [
            SQLITE_DBSTATUS_CACHE_USED, SQLITE_DBSTATUS_SCHEMA_USED, SQLITE_DBSTATUS_STMT_USED,
        ] {
            var current: Int32 = 0
            var highest: Int32 = 0
            sqlite3_db_status(handle, figure, &current, &highest, 0)
            total += Int(current)
        }
        return total
    }

    /// The bytes of the database if it is a view of an image and no transaction is open.
    var mappedContent: UnsafeRawBufferPointer? {
        guard let mapping, sqlite3_get_autocommit(handle) != 0 else { return nil }
        var count: sqlite3_int64 = 0
        let start = sqlite3_serialize(
            handle, "main", &count, UInt32(SQLITE_SERIALIZE_NOCOPY))
        guard let start, UnsafeMutableRawPointer(start) == mapping.start else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(count))
    }

    /// How many bytes have been written since the last call, in whole pages.
    package func takeWrittenByteCount() -> Int {
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        return Int(pages) * 4096
    }

}
