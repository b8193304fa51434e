import Glibc
import System

/// The write-ahead log beside a database's file: what was committed last, until a checkpoint takes
/// it over. <https://sqlite.org/fileformat2.html#the_write_ahead_log>
package struct WriteAheadLog {
    package let path: String
    private let database: String

    package init(of database: String) {
        self.database = database
        path = database + "-wal"
    }

    /// Whether the database is kept with one, as its header says: the read version of the format.
    package var isWanted: Bool {
        let descriptor = open(database, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        return read(1, at: 19, of: descriptor) == [2]
    }

    /// Whether there is something in it.
    package var isFilled: Bool { FileStatus(path)?.byteCount ?? 0 > 0 }

    /// Where SQLite keeps an index of it, in memory that all who have the database open share.
    package var indexPath: String { database + "-shm" }

    /// Whether it lacks something that was written to it, as its index shows, and that the database
    /// has not taken over: it has been removed, or cut short, or damaged. Without an index, nobody
    /// knows.
    package var isShort: Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let index = LogIndex(indexPath), index.isNeeded else { return false }
        var count: UInt32 = 0
        if let head = LogHead(readFrom: descriptor), head.salts.elementsEqual(index.salts) {
            var frames = LogFrames(descriptor, head)
            while count < index.frameCount, frames.next() != nil { count += 1 }
        }
        // Whoever has the database open may have begun the log anew meanwhile.
        return count < index.frameCount && LogIndex(indexPath) == index
    }

    /// Whether its head is as it was written. SQLite passes over a log whose head is not, and all
    /// that stands behind it.
    package var isSound: Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        return LogHead(readFrom: descriptor) != nil
    }

    /// Writes the pages of every transaction that was committed to a copy of the database.
    ///
    /// - Returns: false where the log cannot be read, or the copy not be written.
    func apply(to copy: Int32) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let head = LogHead(readFrom: descriptor) else { return false }
        var frames = LogFrames(descriptor, head)
        var committed: [UInt32: off_t] = [:]
        var open: [UInt32: off_t] = [:]
        var pageCount: UInt32 = 0
        while let frame = frames.next() {
            open[frame.page] = frame.offset
            guard frame.pageCount > 0 else { continue }
            committed.merge(open) { $1 }
            open = [:]
            pageCount = frame.pageCount
        }
        guard pageCount > 0 else { return true }
        for (page, offset) in committed where page <= pageCount {
            let bytes = read(head.pageByteCount, at: offset, of: descriptor)
            let place = off_t(page - 1) * off_t(head.pageByteCount)
            guard let bytes, pwrite(copy, bytes, bytes.count, place) == bytes.count else {
                return false
            }
        }
        return ftruncate(copy, off_t(pageCount) * off_t(head.pageByteCount)) == 0
    }
}

/// So many bytes of a file; nil where there are fewer.
func read(_ count: Int, at offset: off_t, of descriptor: Int32) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
        read = Swift.max(0, pread(descriptor, buffer.baseAddress, count, offset))
    }
    return bytes.count == count ? bytes : nil
}
