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
        if let head = Head(readFrom: descriptor), head.salts.elementsEqual(index.salts) {
            var frames = Frames(descriptor, head)
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
        return Head(readFrom: descriptor) != nil
    }

    /// Writes the pages of every transaction that was committed to a copy of the database.
    ///
    /// - Returns: false where the log cannot be read, or the copy not be written.
    func apply(to copy: Int32) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let head = Head(readFrom: descriptor) else { return false }
        var frames = Frames(descriptor, head)
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

/// The first 32 bytes of a log.
private struct Head {
    static let byteCount = 32
    let pageByteCount: Int
    let salts: ArraySlice<UInt8>
    /// Of these bytes; each frame's goes on from the one before.
    let checksum: Checksum

    /// Nil where they are not as they were written.
    init?(readFrom descriptor: Int32) {
        guard let bytes = read(Self.byteCount, at: 0, of: descriptor) else { return nil }
        let magic = bytes.word(at: 0)
        pageByteCount = Int(bytes.word(at: 8))
        salts = bytes[16..<24]
        var checksum = Checksum(isBigEndian: magic & 1 == 1)
        checksum.add(bytes[..<24])
        self.checksum = checksum
        guard magic & ~1 == 0x377F_0682, checksum.equals(bytes[24..<32]),
            (512...65_536).contains(pageByteCount), pageByteCount & (pageByteCount - 1) == 0
        else { return nil }
    }
}

/// The frames of a log in turn, a page each, for as long as they are as they were written.
private struct Frames {
    private let descriptor: Int32
    private let head: Head
    private var offset = off_t(Head.byteCount)
    private var checksum: Checksum

    struct Frame {
        let page: UInt32
        /// How many pages the database has from here on; 0 where more of the transaction follows.
        let pageCount: UInt32
        /// Where the page is in the log.
        let offset: off_t
    }

    private static let headByteCount = 24

    init(_ descriptor: Int32, _ head: Head) {
        self.descriptor = descriptor
        self.head = head
        checksum = head.checksum
    }

    mutating func next() -> Frame? {
        let byteCount = Self.headByteCount + head.pageByteCount
        guard let bytes = read(byteCount, at: offset, of: descriptor) else { return nil }
        checksum.add(bytes[..<8])
        checksum.add(bytes[Self.headByteCount...])
        // A frame of another salt is left of an earlier log.
        guard bytes.word(at: 0) > 0, bytes[8..<16].elementsEqual(head.salts),
            checksum.equals(bytes[16..<24])
        else { return nil }
        defer { offset += off_t(byteCount) }
        return Frame(
            page: bytes.word(at: 0), pageCount: bytes.word(at: 4),
            offset: offset + off_t(Self.headByteCount))
    }
}

/// What an index says of its log: <https://sqlite.org/walformat.html#the_wal_index_file_format>.
private struct LogIndex: Equatable {
    /// How many frames have been written.
    let frameCount: UInt32
    /// How many of them the database has taken over.
    private let takenOverCount: UInt32
    /// Of the log that it is an index of.
    let salts: ArraySlice<UInt8>

    /// Whether there are frames that the database has not taken over.
    var isNeeded: Bool { takenOverCount < frameCount }

    /// Nil where there is none, or where it is being written.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let bytes = read(100, at: 0, of: descriptor)?[...] else { return nil }
        // The header stands there twice, and is numbers in the order of the machine's bytes.
        var checksum = Checksum(isBigEndian: Int(1).bigEndian == 1)
        checksum.add(bytes[..<40])
        guard bytes[..<48] == bytes[48..<96], bytes[12] == 1,
            checksum.equals(bytes[40..<48], isBigEndian: checksum.isBigEndian)
        else { return nil }
        frameCount = checksum.word(bytes, at: 16)
        takenOverCount = checksum.word(bytes, at: 96)
        salts = bytes[32..<40]
    }
}

/// <https://sqlite.org/fileformat2.html#checksum_algorithm>
private struct Checksum {
    let isBigEndian: Bool
    private var first: UInt32 = 0
    private var second: UInt32 = 0

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        for index in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
            first &+= word(bytes, at: index) &+ second
            second &+= word(bytes, at: index + 4) &+ first
        }
    }

    /// Whether eight bytes say the same.
    ///
    /// - Parameter isBigEndian: how they are written, whatever numbers they are the sum of.
    func equals(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool = true) -> Bool {
        let words = Checksum(isBigEndian: isBigEndian)
        return words.word(bytes, at: bytes.startIndex) == first
            && words.word(bytes, at: bytes.startIndex + 4) == second
    }

    func word(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt32 {
        isBigEndian ? bytes.word(at: index) : bytes.word(at: index).byteSwapped
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// The four bytes at an index as a number, the highest first.
    fileprivate func word(at index: Int) -> UInt32 {
        self[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// So many bytes of a file; nil where there are fewer.
private func read(_ count: Int, at offset: off_t, of descriptor: Int32) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
        read = Swift.max(0, pread(descriptor, buffer.baseAddress, count, offset))
    }
    return bytes.count == count ? bytes : nil
}
