internal import CSQLite
internal import Glibc

/// The bytes of a database as it was at one moment, in memory that any number of connections map:
/// each changes pages of its own, and no other sees that.
package final class Image: Sendable {
    /// A file without a name: memfd_create(2).
    internal let descriptor: Int32
    package let byteCount: Int

    /// Bytes that come from elsewhere.
    ///
    /// - Parameter write: writes them to the file that it is given; false where it could not.
    /// - Throws: `SQLiteError` where there is no memory for them.
    package init(_ write: (_ descriptor: Int32) -> Bool) throws(SQLiteError) {
        descriptor = seatfiller_memory_file("seatfiller")
        let isWritten = write(descriptor)
        byteCount = lseek(descriptor, 0, SEEK_END)
        guard isWritten else { throw Self.noMemory }
    }

    /// - Throws: `SQLiteError` where there is no memory for it.
    package init(of connection: Connection) throws(SQLiteError) {
        var count: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(connection.handle, "main", &count, 0) else {
            throw Self.noMemory
        }
        defer { sqlite3_free(bytes) }
        // A database in memory knows no write-ahead log: <https://sqlite.org/fileformat2.html>,
        // the file format's write and read version.
        if count > 19, bytes[18] == 2 {
            bytes[18] = 1
            bytes[19] = 1
        }
        byteCount = Int(count)
        descriptor = seatfiller_memory_file("seatfiller")
        try write(bytes)
    }

    deinit {
        close(descriptor)
    }

    private static var noMemory: SQLiteError {
        SQLiteError(
            code: SQLITE_NOMEM, message: "no memory for an image of the database", sql: "",
            offset: nil)
    }

    private func write(_ bytes: UnsafePointer<UInt8>) throws(SQLiteError) {
        var written = 0
        while written < byteCount {
            let count = Glibc.write(descriptor, bytes + written, byteCount - written)
            guard count > 0 else { throw Self.noMemory }
            written += count
        }
    }
}

/// A private view of an image, with room behind it to grow into.
internal struct ImageMapping {
    let start: UnsafeMutableRawPointer
    /// The image, rounded up to pages, and the room.
    let byteCount: Int
    /// The pages of the image.
    let imageByteCount: Int

    private static let page = Int(getpagesize())

    init(_ image: Image, growth: Int) throws(SQLiteError) {
        imageByteCount = (image.byteCount + Self.page - 1) / Self.page * Self.page
        byteCount = imageByteCount + growth / Self.page * Self.page
        let access = PROT_READ | PROT_WRITE
        // Address space only: the kernel finds memory for what is written.
        let room = mmap(
            nil, byteCount, access, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let room, room != MAP_FAILED,
            mmap(
                room, imageByteCount, access, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE,
                image.descriptor, 0) == room
        else {
            throw SQLiteError(
                code: SQLITE_NOMEM, message: "no address space for a view of an image", sql: "",
                offset: nil)
        }
        start = room
    }

    func unmap() {
        munmap(start, byteCount)
    }

    /// The bytes that are no longer the image's: of a page, bit 63 says that it is there and bit 61
    /// that a file or others share it (Documentation/admin-guide/mm/pagemap.rst).
    var privateByteCount: Int {
        let pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)
        guard pagemap >= 0 else { return 0 }
        defer { close(pagemap) }
        var entries = [UInt64](repeating: 0, count: byteCount / Self.page)
        let offset = Int(bitPattern: start) / Self.page * 8
        let count = pread(pagemap, &entries, entries.count * 8, off_t(offset))
        let isPrivate: (UInt64) -> Bool = { $0 >> 63 & 1 == 1 && $0 >> 61 & 1 == 0 }
        return entries.prefix(max(0, count) / 8).count(where: isPrivate) * Self.page
    }
}
