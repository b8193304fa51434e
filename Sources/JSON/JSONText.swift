/// A text to read: bytes in memory, or a file that is read piece by piece.
package struct JSONText: Sendable {
    package let byteCount: Int
    /// The offset of the first character, after any byte order mark.
    package let start: Int
    /// Whether it begins like UTF-16 or UTF-32, which is not supported: with a byte order mark, or
    /// with zeros beside the first character.
    package let isWide: Bool
    private let source: Source

    private enum Source: Sendable {
        case bytes([UInt8])
        case file(@Sendable (Range<Int>) -> [UInt8])
    }

    package init(_ bytes: [UInt8]) {
        self.init(byteCount: bytes.count, .bytes(bytes))
    }

    /// - Parameter read: returns the bytes in a range, or fewer if they cannot be read.
    package init(byteCount: Int, _ read: @escaping @Sendable (Range<Int>) -> [UInt8]) {
        self.init(byteCount: byteCount, .file(read))
    }

    private init(byteCount: Int, _ source: Source) {
        self.byteCount = byteCount
        self.source = source
        let head =
            switch source {
            case .bytes(let bytes): bytes.prefix(3)
            case .file(let read): read(0..<min(3, byteCount))[...]
            }
        start = head.elementsEqual([0xEF, 0xBB, 0xBF]) ? 3 : 0
        isWide =
            head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE])
            || head.count > 1 && head.prefix(2).contains(0)
    }

    /// The whole text, without the byte order mark.
    ///
    /// - Throws: the offsets of bytes that are not UTF-8.
    package func validated() throws(UTF8.ValidationError) -> String {
        let bytes = bytes
        return String(copying: try UTF8Span(validating: bytes.span.extracting(start...)))
    }

    /// All bytes of the text.
    package var bytes: [UInt8] { piece(from: 0, atMost: byteCount) }

    /// The size of a piece.
    private static let pieceByteCount = 1 << 18

    /// The bytes from an offset on: the rest of bytes in memory, or a piece of a file.
    func piece(from offset: Int) -> [UInt8] {
        switch source {
        case .bytes(let bytes): offset == 0 ? bytes : Array(bytes[offset...])
        case .file: piece(from: offset, atMost: Self.pieceByteCount)
        }
    }

    private func piece(from offset: Int, atMost count: Int) -> [UInt8] {
        let range = offset..<min(byteCount, offset + count)
        return switch source {
        case .bytes(let bytes): range == 0..<byteCount ? bytes : Array(bytes[range])
        case .file(let read): read(range)
        }
    }

    /// The line and the column of an offset. This walks through the text, so only errors use it.
    package func place(of offset: Int) -> TextPlace {
        var place = TextPlace(line: 1, column: 1)
        var start = start
        while start < offset {
            let bytes = piece(from: start, atMost: Self.pieceByteCount).prefix(offset - start)
            guard !bytes.isEmpty else { break }
            place.advance(over: bytes)
            start += bytes.count
        }
        return place
    }
}
