/// A request's line and fields, RFC 9112 sections 3 and 5.
struct Head {
    let line: RequestLine
    let section: FieldSection

    /// Reads the lines of `bytes`, the empty one at the end included.
    init(_ bytes: borrowing Span<UInt8>) throws(Refusal) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let isReturned = end > 0 && bytes[end - 1] == .cr
        line = try RequestLine(bytes.extracting(0..<(isReturned ? end - 1 : end)))
        section = try FieldSection(
            bytes.extracting(min(end + 1, bytes.count)..<bytes.count),
            isVersion10: line.isVersion10)
    }
}
