/// A request's line and fields, RFC 9112 sections 3 and 5.
internal struct Head {
    let line: RequestLine
    let section: FieldSection

    /// Reads the lines of `bytes`, the empty one at the end included.
    ///
    /// - Parameter latest: the fields of the request before it on the connection: most clients
    ///   repeat them in every request, and then they are neither read nor kept again.
    init(_ bytes: borrowing Span<UInt8>, latest: inout LatestFields) throws(Refusal) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let isReturned = end > 0 && bytes[end - 1] == UInt8(ascii: "\r")
        line = try RequestLine(bytes.extracting(0..<(isReturned ? end - 1 : end)))
        section = try latest.section(
            of: bytes.extracting(min(end + 1, bytes.count)..<bytes.count),
            isVersion10: line.isVersion10)
    }
}

/// The fields that a connection's latest request had, beside their bytes.
internal struct LatestFields {
    private var bytes: [UInt8] = []
    private var isVersion10 = false
    private var section: FieldSection?

    /// Ten thousand connections are not to keep more than their share.
    private static let longest = 2 << 10

    /// Reads the lines of `bytes`, unless they are the same as before.
    mutating func section(
        of bytes: borrowing Span<UInt8>, isVersion10: Bool
    ) throws(Refusal) -> FieldSection {
        if let section, isVersion10 == self.isVersion10, bytes.isSame(as: self.bytes.span) {
            return section
        }
        let section = try FieldSection(bytes, isVersion10: isVersion10)
        guard bytes.count <= Self.longest else { return section }
        self.bytes = bytes.array
        self.isVersion10 = isVersion10
        self.section = section
        return section
    }
}
