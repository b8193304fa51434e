import Glibc

/// What an index says of its log: <https://sqlite.org/walformat.html#the_wal_index_file_format>.
struct LogIndex: Equatable {
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
