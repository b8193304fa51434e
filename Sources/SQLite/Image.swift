import CSQLite
import Glibc
package import System

/// The bytes of a database as it was at one moment, in memory that any number of connections map:
/// each changes pages of its own, and no other sees that.
///
/// An image of a view holds no more than the pages that have been changed since the image behind
/// the view.
package final class Image: Sendable {
    package let byteCount: Int
    let base: Extent
    /// The pages that are not as they are in the base, in their order.
    let changes: [ChangedPage]

    /// Whether views of both share all pages but a few.
    package func isLike(_ other: Image) -> Bool { base === other.base }

    private init(_ byteCount: Int, _ base: Extent, _ changes: [ChangedPage] = []) {
        self.byteCount = byteCount
        self.base = base
        self.changes = changes
    }

    /// Bytes that come from elsewhere.
    ///
    /// - Parameters:
    ///   - memory: what they are charged to.
    ///   - write: writes them to the file that it is given, from the offset on; false where it
    ///     could not.
    /// - Throws: `MemoryFull`, or `SQLiteError` where there is no memory for them.
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

    /// What a connection's database holds now, outside of a transaction that writes.
    ///
    /// - Parameters:
    ///   - memory: what it is charged to.
    ///   - origin: an image of what the database has been, with which it may share pages; that of a
    ///     view is known.
    /// - Throws: `MemoryFull`, or `SQLiteError` where there is no memory for it.
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
            // What is changed from now on is compared with this.
            connection.mapping?.image = self
        } else {
            let base = try Extent(content.count, in: memory)
            try base.write(content)
            self.init(content.count, base)
        }
    }

    /// Each view of an image has changed pages of its own: where they are many, a base of their
    /// own is cheaper.
    private static func mostChanged(_ byteCount: Int) -> Int { max(64 << 10, byteCount / 8) }

    private convenience init(
        copyOf connection: Connection, in memory: MemoryBudget, since origin: Image?
    ) throws {
        var count: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(connection.handle, "main", &count, 0) else {
            throw connection.refusal
        }
        defer { sqlite3_free(bytes) }
        // A database in memory knows no write-ahead log: <https://sqlite.org/fileformat2.html>,
        // the file format's write and read version.
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

    /// The pages of a content that are not as they are in the base; nil where they are many.
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
    /// Whether the same bytes stand there.
    fileprivate func isEqual(_ other: UnsafeMutableRawPointer) -> Bool {
        baseAddress.map { memcmp($0, other, count) == 0 } ?? true
    }
}
