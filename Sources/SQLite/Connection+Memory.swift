import CSQLite

// What a database takes of the memory.
extension Connection {
    /// The memory that is this connection's alone: pages that it has changed, and SQLite's own.
    package var privateByteCount: Int {
        guard let mapping, let content = mappedContent else { return workingByteCount }
        let pages = mapping.privatePages(of: content.count) ?? []
        return pages.count * Extent.pageByteCount + workingByteCount
    }

    /// The same before anything is changed, which takes no look at the pages.
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

    /// The bytes of the database where they are a view of an image, and no transaction writes.
    var mappedContent: UnsafeRawBufferPointer? {
        guard let mapping, sqlite3_get_autocommit(handle) != 0 else { return nil }
        var count: sqlite3_int64 = 0
        let start = sqlite3_serialize(
            handle, "main", &count, UInt32(SQLITE_SERIALIZE_NOCOPY))
        guard let start, UnsafeMutableRawPointer(start) == mapping.start else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(count))
    }

    /// How much has been written to the database since this was asked last, in whole pages.
    package func takeWrittenByteCount() -> Int {
        var pages: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1)
        return Int(pages) * 4096
    }

}
