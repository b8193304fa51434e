import HTTP

/// The content of a message in chunks, RFC 9112 section 7.1, taken in as it arrives.
///
/// Chunk extensions and trailers are read and dropped, as the RFC allows. Every line ends with CR
/// and LF: where one reader takes a bare LF for the end of a line and the next does not, a request
/// can be hidden between them.
struct ChunkedBody {
    private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var stage = Stage.size
    /// The hexadecimal digits of the present size line, then how much of its chunk is missing.
    private var missing = 0
    /// The present line of the trailers.
    private var trailer: [UInt8] = []
    private var digitCount = 0
    private var extensions = ChunkExtensions()
    /// Whether the present line has come to its CR, behind which only a LF may stand.
    private var isLineEnding = false
    /// The bytes of the present size line, or of all trailers.
    private var lineBytes = 0

    private enum Stage {
        case size, sizeExtension, data, dataEnd, trailer, done
    }

    /// Longer size lines, and longer trailers, are no client's.
    private static let longestLine = 4096

    init(limit: Int) {
        self.limit = limit
    }

    var isDone: Bool { stage == .done }

    /// Takes bytes from `offset` on, to the end of the content or of the bytes.
    ///
    /// - Returns: the offset behind the last byte taken.
    mutating func take(
        _ input: borrowing Span<UInt8>, from offset: Int
    ) throws(Refusal) -> Int {
        var offset = offset
        while offset < input.count, !isDone {
            if stage == .data {
                let count = min(missing, input.count - offset)
                for index in offset..<offset + count { bytes.append(input[index]) }
                offset += count
                missing -= count
                if missing == 0 { stage = .dataEnd }
            } else {
                try take(input[offset])
                offset += 1
            }
        }
        return offset
    }

    /// Takes away what is there of the content.
    mutating func drain() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func take(_ byte: UInt8) throws(Refusal) {
        lineBytes += 1
        guard lineBytes <= Self.longestLine else {
            throw .malformed("A chunk's size line, or the trailers, are too long (RFC 9112, 7.1).")
        }
        if byte == UInt8(ascii: "\n") {
            guard isLineEnding else {
                throw .malformed("A bare LF between chunks (RFC 9112, 7.1).")
            }
            isLineEnding = false
            return try endLine()
        }
        let isText = byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t")
        guard !isLineEnding, isText || byte == .cr else {
            throw .malformed("A control character between chunks (RFC 9112, 7.1).")
        }
        if !isText {
            isLineEnding = true
            return
        }
        switch stage {
        case .size: try takeSize(byte)
        case .sizeExtension: try takeExtension(byte)
        case .trailer: trailer.append(byte)
        case .dataEnd, .data, .done:
            throw .malformed("A chunk longer than its size says (RFC 9112, 7.1).")
        }
    }

    private mutating func takeSize(_ byte: UInt8) throws(Refusal) {
        if digitCount > 0, byte == UInt8(ascii: ";") || byte.isBlank {
            stage = .sizeExtension
            extensions = ChunkExtensions()
            return try takeExtension(byte)
        }
        guard let digit = byte.hexDigitValue else {
            throw .malformed("A chunk's size is not hexadecimal (RFC 9112, 7.1).")
        }
        guard digitCount < 15 else {
            // More digits than any limit has, unless they are zeros.
            throw missing > 0
                ? .bodyTooLarge(limit)
                : .malformed("A chunk's size has too many zeros (RFC 9112, 7.1).")
        }
        missing = missing << 4 | Int(digit)
        digitCount += 1
    }

    private mutating func takeExtension(_ byte: UInt8) throws(Refusal) {
        guard extensions.take(byte) else { throw Self.malformedExtension }
    }

    private static var malformedExtension: Refusal {
        .malformed("A chunk's size is followed by what is no extension (RFC 9112, 7.1.1).")
    }

    private mutating func endLine() throws(Refusal) {
        switch stage {
        case .size, .sizeExtension: try endSizeLine()
        case .dataEnd:
            start(.size)
            digitCount = 0
        case .trailer:
            if trailer.isEmpty {
                stage = .done
            } else {
                _ = try FieldSection.field(trailer.span)
                trailer.removeAll()
            }
        case .data, .done: preconditionFailure("taken by the caller")
        }
    }

    private mutating func endSizeLine() throws(Refusal) {
        guard digitCount > 0 else {
            throw .malformed("A chunk without a size (RFC 9112, 7.1).")
        }
        guard stage == .size || extensions.isComplete else { throw Self.malformedExtension }
        guard missing <= limit - bytes.count else { throw .bodyTooLarge(limit) }
        start(missing == 0 ? .trailer : .data)
    }

    private mutating func start(_ stage: Stage) {
        self.stage = stage
        lineBytes = 0
    }

    // MARK: The other direction

    /// Bytes as a chunk, which are not none: an empty chunk is the end.
    static func frame(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    /// The last chunk, and no trailers.
    static let end = Array("0\r\n\r\n".utf8)
}
