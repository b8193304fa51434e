/// A text to be read: bytes that are there, or a file of which a piece is read when it is needed.
package struct JSONText: Sendable {
    package let byteCount: Int
    /// Where the first character is: behind a byte order mark, which is none.
    package let start: Int
    /// Whether it begins as text in UTF-16 or UTF-32 does, which nobody reads here: by its mark, or
    /// by the zeros beside its first character.
    package let isWide: Bool
    private let source: Source

    private enum Source: Sendable {
        case bytes([UInt8])
        case file(@Sendable (Range<Int>) -> [UInt8])
    }

    package init(_ bytes: [UInt8]) {
        self.init(byteCount: bytes.count, .bytes(bytes))
    }

    /// - Parameter read: gives the bytes in a range, or fewer where they cannot be read.
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

    /// All of it, without the byte order mark.
    ///
    /// - Throws: the offsets of bytes that are not UTF-8.
    package func validated() throws(UTF8.ValidationError) -> String {
        let bytes = bytes
        return String(copying: try UTF8Span(validating: bytes.span.extracting(start...)))
    }

    /// All of it.
    package var bytes: [UInt8] { piece(from: 0, atMost: byteCount) }

    /// What is read at once.
    private static let pieceByteCount = 1 << 18

    /// The bytes from an offset on: all that are there, or a piece of a file.
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

    /// The line and the column of the byte at an offset; costs a walk to it, so only errors ask.
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
