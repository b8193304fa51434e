import CSQLite
import Glibc
package import System

/// The bytes of a database at one moment, in memory that any number of connections map. Each
/// connection changes private pages only.
///
/// An image of a view holds only the pages that differ from the image behind the view.
package final class Image: Sendable {
    package let byteCount: Int
    let base: Extent
    /// The pages that differ from the base, in ascending order.
    let changes: [ChangedPage]

    /// Whether views of both images share most pages.
    package func isLike(_ other: Image) -> Bool { base === other.base }

    private init(_ byteCount: Int, _ base: Extent, _ changes: [ChangedPage] = []) {
        self.byteCount = byteCount
        self.base = base
        self.changes = changes
    }

    /// An image of bytes from elsewhere.
    ///
    /// - Parameters:
    ///   - memory: the budget that they are charged to.
    ///   - write: writes the bytes to the given file from the offset on, and returns false if it
    ///     fails.
    /// - Throws: `MemoryFull`, or `SQLiteError` if there is no memory for them.
    package convenience init(
        _ byteCount: Int, in memory: MemoryBudget = .unbounded,
        _ write: (_ descriptor: Int32, _ offset: Int) -> Bool
    ) throws {
        let base = try Extent(byteCount, in: memory)
        guard write(Extent.descriptor, base.offset) else {
            throw SQLiteError.noMemory("for an image of the database")
        }
        self.init(byteCount, base)
    }

    /// The present content of a connection's database, outside a writing transaction.
    ///
    /// - Parameters:
    ///   - memory: the budget that it is charged to.
    ///   - origin: an earlier image of the database to share pages with. A view knows its own.
    /// - Throws: `MemoryFull`, or `SQLiteError` if there is no memory for it.
    package convenience init(
        of connection: Connection, in memory: MemoryBudget = .unbounded,
        since origin: Image? = nil
    ) throws {
        guard let content = connection.mappedContent, let view = connection.mapping else {
            try self.init(copyOf: connection, in: memory, since: origin)
            return
        }
        let changed = view.privatePages(of: content.count)
        if let changed, changed.count * Extent.pageByteCount <= Self.mostChanged(content.count) {
            self.init(
                content.count, view.image.base, try view.changes(changed, in: memory))
            // Later changes are compared with this image.
            connection.mapping?.image = self
        } else {
            let base = try Extent(content.count, in: memory)
            try base.write(content)
            self.init(content.count, base)
        }
    }

    /// Each view copies the changed pages of its image. With many of them a new base is cheaper.
    private static func mostChanged(_ byteCount: Int) -> Int { max(64 << 10, byteCount / 8) }

    private convenience init(
        copyOf connection: Connection, in memory: MemoryBudget, since origin: Image?
    ) throws {
        var count: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(connection.handle, "main", &count, 0) else {
            throw connection.refusal
        }
        defer { sqlite3_free(bytes) }
        // Clears the write and read version in the header, because a database in memory cannot have
        // a write-ahead log: <https://sqlite.org/fileformat2.html>.
        if count > 19, bytes[18] == 2 {
            bytes[18] = 1
            bytes[19] = 1
        }
        let content = UnsafeRawBufferPointer(start: bytes, count: Int(count))
        if let origin, let changes = try origin.changes(to: content, in: memory) {
            self.init(content.count, origin.base, changes)
        } else {
            let base = try Extent(content.count, in: memory)
            try base.write(content)
            self.init(content.count, base)
        }
    }

    /// The pages of a content that differ from the base; nil if there are many.
    private func changes(
        to content: UnsafeRawBufferPointer, in memory: MemoryBudget
    ) throws -> [ChangedPage]? {
        let size = Extent.pageByteCount
        let view = try ImageMapping(self, growth: 0)
        defer { view.unmap() }
        var known = changes[...]
        var result: [ChangedPage] = []
        for start in stride(from: 0, to: content.count, by: size) {
            let number = start / size
            let page = UnsafeRawBufferPointer(rebasing: content[start...].prefix(size))
            known = known.drop { $0.number < number }
            let isAsBefore =
                start + page.count <= byteCount
                && page.isEqual(view.start + start)
            if !isAsBefore {
                result.append(try ChangedPage(number, page, in: memory))
            } else if let same = known.first, same.number == number {
                result.append(same)
            }
            if result.count * size > Self.mostChanged(content.count) { return nil }
        }
        return result
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are equal.
    fileprivate func isEqual(_ other: UnsafeMutableRawPointer) -> Bool {
        baseAddress.map { memcmp($0, other, count) == 0 } ?? true
    }
}
