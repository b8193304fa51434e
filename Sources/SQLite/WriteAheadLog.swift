import Glibc
import System

/// The write-ahead log beside a database's file. It holds the latest commits until a checkpoint
/// moves them into the file. <https://sqlite.org/fileformat2.html#the_write_ahead_log>
package struct WriteAheadLog {
    package let path: String
    private let database: String

    package init(of database: String) {
        self.database = database
        path = database + "-wal"
    }

    /// Whether the database uses a write-ahead log, by the read version in its header.
    package var isWanted: Bool {
        let descriptor = open(database, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        return read(1, at: 19, of: descriptor) == [2]
    }

    /// Whether the log is not empty.
    package var isFilled: Bool { FileStatus(path)?.byteCount ?? 0 > 0 }

    /// The path of the index, which all processes with the open database share as memory.
    package var indexPath: String { database + "-shm" }

    /// Whether the log lacks frames that its index lists and that the database has not taken over:
    /// the log was removed, cut short or damaged. Without an index this is unknown.
    package var isShort: Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let index = LogIndex(indexPath), index.isNeeded else { return false }
        var count: UInt32 = 0
        if let head = LogHead(readFrom: descriptor), head.salts.elementsEqual(index.salts) {
            var frames = LogFrames(descriptor, head)
            while count < index.frameCount, frames.next() != nil { count += 1 }
        }
        // Another process may have restarted the log meanwhile.
        return count < index.frameCount && LogIndex(indexPath) == index
    }

    /// Whether its header is intact. SQLite ignores a log with a damaged header.
    package var isSound: Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        return LogHead(readFrom: descriptor) != nil
    }

    /// Writes the pages of every committed transaction to a copy of the database.
    ///
    /// - Returns: false if the log cannot be read or the copy cannot be written.
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

/// `count` bytes of a file; nil if there are fewer.
func read(_ count: Int, at offset: off_t, of descriptor: Int32) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
        read = Swift.max(0, pread(descriptor, buffer.baseAddress, count, offset))
    }
    return bytes.count == count ? bytes : nil
}
