/// <https://sqlite.org/fileformat2.html#checksum_algorithm>
struct LogChecksum {
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

    /// Whether eight bytes hold this checksum.
    ///
    /// - Parameter isBigEndian: the byte order of these eight bytes, which may differ from that of
    ///   the summed words.
    func equals(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool = true) -> Bool {
        let words = LogChecksum(isBigEndian: isBigEndian)
        return words.word(bytes, at: bytes.startIndex) == first
            && words.word(bytes, at: bytes.startIndex + 4) == second
    }

    func word(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt32 {
        isBigEndian ? bytes.word(at: index) : bytes.word(at: index).byteSwapped
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// The four bytes at an index as a big-endian number.
    func word(at index: Int) -> UInt32 {
        self[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
