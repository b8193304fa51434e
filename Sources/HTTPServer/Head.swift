/// A request's line and fields, RFC 9112 sections 3 and 5.
internal struct Head {
    let line: RequestLine
    let section: FieldSection
}

/// The head of a connection's latest request, beside its bytes: most clients repeat their fields in
/// every request, and many ask for the same again. What is repeated is neither read nor kept twice.
internal struct LatestHead {
    private var line: (bytes: [UInt8], line: RequestLine)?
    private var section: (bytes: [UInt8], isVersion10: Bool, section: FieldSection)?

    /// Ten thousand connections are not to keep more than their share.
    private static let longest = 2 << 10

    /// Reads the lines of `bytes`, the empty one at the end included.
    mutating func read(_ bytes: borrowing Span<UInt8>) throws(Refusal) -> Head {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let isReturned = end > 0 && bytes[end - 1] == .cr
        let line = try line(bytes.extracting(0..<(isReturned ? end - 1 : end)))
        let section = try section(
            bytes.extracting(min(end + 1, bytes.count)..<bytes.count), line.isVersion10)
        return Head(line: line, section: section)
    }

    private mutating func line(_ bytes: borrowing Span<UInt8>) throws(Refusal) -> RequestLine {
        if let line, bytes.isSame(as: line.bytes.span) { return line.line }
        let read = try RequestLine(bytes)
        if bytes.count <= Self.longest { line = (bytes.array, read) }
        return read
    }

    private mutating func section(
        _ bytes: borrowing Span<UInt8>, _ isVersion10: Bool
    ) throws(Refusal) -> FieldSection {
        if let section, section.isVersion10 == isVersion10,
            bytes.isSame(as: section.bytes.span)
        {
            return section.section
        }
        let read = try FieldSection(bytes, isVersion10: isVersion10)
        if bytes.count <= Self.longest { section = (bytes.array, isVersion10, read) }
        return read
    }
}
