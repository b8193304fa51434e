/// The part of a JSON text around a reader's position. Memory does not grow with the text.
struct JSONWindow {
    let text: JSONText
    /// The offset of the next byte in the text.
    var offset: Int
    /// The start of a value whose bytes must all stay in the window.
    var anchor: Int?
    private var bytes: [UInt8]
    /// The offset of the first byte of the window.
    private var start = 0

    init(_ text: JSONText) {
        self.text = text
        bytes = text.piece(from: 0)
        offset = text.start
    }

    /// The next byte; nil at the end of the text.
    mutating func peek() -> UInt8? {
        if offset - start >= bytes.count {
            guard offset < text.byteCount else { return nil }
            move()
            guard offset - start < bytes.count else { return nil }
        }
        return bytes[offset - start]
    }

    /// Adds the next piece, and drops what has been read.
    private mutating func move() {
        let first = anchor ?? offset
        let end = start + bytes.count
        bytes.removeFirst(first - start)
        bytes += text.piece(from: end)
        start = first
    }

    /// The bytes that have been read since an anchored offset.
    func read(from first: Int) -> ArraySlice<UInt8> {
        bytes[first - start..<offset - start]
    }

    /// These bytes as text; nil if they are not UTF-8.
    func text(from first: Int) -> String? {
        let read = bytes.span.extracting(first - start..<offset - start)
        do {
            return String(copying: try UTF8Span(validating: read))
        } catch {
            return nil
        }
    }

    /// Skips plain characters of a string, up to the end of the window.
    mutating func passPlainCharacters() {
        pass { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    /// Skips blanks, up to the end of the window.
    mutating func passBlanks() {
        pass { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    @inline(__always)
    private mutating func pass(_ isPassed: (UInt8) -> Bool) {
        var index = offset - start
        while index < bytes.count, isPassed(bytes[index]) { index += 1 }
        offset = start + index
    }
}
