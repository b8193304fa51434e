/// A request's line and fields, RFC 9112 sections 3 and 5.
struct Head {
    let line: RequestLine
    let section: FieldSection

    /// Where the line is in the bytes of a head, without its end, and where the fields are, the
    /// empty line at the end included.
    static func parts(
        of bytes: borrowing Span<UInt8>
    ) -> (line: Range<Int>, section: Range<Int>) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let isReturned = end > 0 && bytes[end - 1] == .cr
        return (0..<(isReturned ? end - 1 : end), min(end + 1, bytes.count)..<bytes.count)
    }
}
