import Glibc

/// The index of a log: <https://sqlite.org/walformat.html#the_wal_index_file_format>.
struct LogIndex: Equatable {
    /// The number of frames in the log.
    let frameCount: UInt32
    /// The number of frames that the database has taken over.
    private let takenOverCount: UInt32
    /// The salts of its log.
    let salts: ArraySlice<UInt8>

    /// Whether the database has not taken over all frames.
    var isNeeded: Bool { takenOverCount < frameCount }

    /// Nil if there is no index, or if it is being written.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let bytes = read(100, at: 0, of: descriptor)?[...] else { return nil }
        // The index holds its header twice, with numbers in the machine's byte order.
        var checksum = LogChecksum(isBigEndian: Int(1).bigEndian == 1)
        checksum.add(bytes[..<40])
        guard bytes[..<48] == bytes[48..<96], bytes[12] == 1,
            checksum.equals(bytes[40..<48], isBigEndian: checksum.isBigEndian)
        else { return nil }
        frameCount = checksum.word(bytes, at: 16)
        takenOverCount = checksum.word(bytes, at: 96)
        salts = bytes[32..<40]
    }
}
