import Glibc

/// The first 32 bytes of a log.
struct LogHead {
    static let byteCount = 32
    let pageByteCount: Int
    let salts: ArraySlice<UInt8>
    /// Of these bytes; each frame's goes on from the one before.
    let checksum: LogChecksum

    /// Nil where they are not as they were written.
    init?(readFrom descriptor: Int32) {
        guard let bytes = read(Self.byteCount, at: 0, of: descriptor) else { return nil }
        let magic = bytes.word(at: 0)
        pageByteCount = Int(bytes.word(at: 8))
        salts = bytes[16..<24]
        var checksum = LogChecksum(isBigEndian: magic & 1 == 1)
        checksum.add(bytes[..<24])
        self.checksum = checksum
        guard magic & ~1 == 0x377F_0682, checksum.equals(bytes[24..<32]),
            (512...65_536).contains(pageByteCount), pageByteCount & (pageByteCount - 1) == 0
        else { return nil }
    }
}

/// The frames of a log in turn, a page each, for as long as they are as they were written.
struct LogFrames {
    private let descriptor: Int32
    private let head: LogHead
    private var offset = off_t(LogHead.byteCount)
    private var checksum: LogChecksum

    struct Frame {
        let page: UInt32
        /// How many pages the database has from here on; 0 where more of the transaction follows.
        let pageCount: UInt32
        /// Where the page is in the log.
        let offset: off_t
    }

    private static let headByteCount = 24

    init(_ descriptor: Int32, _ head: LogHead) {
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
