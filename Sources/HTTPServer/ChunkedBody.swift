/// The content of a message in chunks, RFC 9112 section 7.1, taken in as it arrives.
///
/// Chunk extensions and trailers are read and dropped, as the RFC allows.
internal struct ChunkedBody {
    private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var stage = Stage.size
    /// The hexadecimal digits of the present size line, then how much of its chunk is missing.
    private var missing = 0
    private var digitCount = 0
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

    private mutating func take(_ byte: UInt8) throws(Refusal) {
        lineBytes += 1
        guard lineBytes <= Self.longestLine else {
            throw .malformed("A chunk's size line, or the trailers, are too long (RFC 9112, 7.1).")
        }
        switch (stage, byte) {
        case (.size, UInt8(ascii: "\n")), (.sizeExtension, UInt8(ascii: "\n")):
            try endSizeLine()
        case (.size, UInt8(ascii: ";")), (.size, UInt8(ascii: " ")), (.size, UInt8(ascii: "\t")),
            (.size, UInt8(ascii: "\r")):
            stage = .sizeExtension
        case (.size, _):
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digitCount < 15 else {
                throw .malformed("A chunk's size is not hexadecimal (RFC 9112, 7.1).")
            }
            missing = missing << 4 | digit
            digitCount += 1
        case (.sizeExtension, _): return
        case (.dataEnd, UInt8(ascii: "\r")) where lineBytes == 1: return
        case (.dataEnd, UInt8(ascii: "\n")):
            start(.size)
            digitCount = 0
        case (.dataEnd, _):
            throw .malformed("A chunk longer than its size says (RFC 9112, 7.1).")
        case (.trailer, UInt8(ascii: "\n")):
            // `missing` counts the bytes of the present trailer line, an empty one being the last.
            if missing == 0 { stage = .done }
            missing = 0
        case (.trailer, UInt8(ascii: "\r")): return
        case (.trailer, _): missing += 1
        case (.data, _), (.done, _): preconditionFailure("taken by the caller")
        }
    }

    private mutating func endSizeLine() throws(Refusal) {
        guard digitCount > 0 else {
            throw .malformed("A chunk without a size (RFC 9112, 7.1).")
        }
        guard missing <= limit - bytes.count else { throw .bodyTooLarge(limit) }
        start(missing == 0 ? .trailer : .data)
    }

    private mutating func start(_ stage: Stage) {
        self.stage = stage
        lineBytes = 0
    }
}
