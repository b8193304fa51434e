import Glibc

/// The header of a log.
struct LogHead {
    static let byteCount = 32
    let pageByteCount: Int
    let salts: ArraySlice<UInt8>
    /// The checksum of the header. The checksum of each frame continues the one before.
    let checksum: LogChecksum

    /// Nil if the header is damaged.
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

/// The frames of a log in turn, with a page each, up to the first damaged frame.
struct LogFrames {
    private let descriptor: Int32
    private let head: LogHead
    private var offset = off_t(LogHead.byteCount)
    private var checksum: LogChecksum

    struct Frame {
        let page: UInt32
        /// The number of pages of the database after this commit; 0 if the transaction continues.
        let pageCount: UInt32
        /// The offset of the page in the log.
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
        // A frame with another salt belongs to an earlier log.
        guard bytes.word(at: 0) > 0, bytes[8..<16].elementsEqual(head.salts),
            checksum.equals(bytes[16..<24])
        else { return nil }
        defer { offset += off_t(byteCount) }
        return Frame(
            page: bytes.word(at: 0), pageCount: bytes.word(at: 4),
            offset: offset + off_t(Self.headByteCount))
    }
}
