/// Whether two texts are the same but for the case of ASCII letters.
package func equalsIgnoringCase(_ one: String, _ other: String) -> Bool {
    equalsIgnoringCase(one.utf8.span, other.utf8.span)
}

/// Likewise, of a part of a text.
package func equalsIgnoringCase(_ one: Substring, _ other: String) -> Bool {
    equalsIgnoringCase(String(one), other)
}

private func equalsIgnoringCase(
    _ one: borrowing Span<UInt8>, _ other: borrowing Span<UInt8>
) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where lowercased(one[index]) != lowercased(other[index]) {
        return false
    }
    return true
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

extension Substring {
    /// Without the blanks at both ends that RFC 9110 calls optional whitespace.
    package var trimmed: Substring {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let start = utf8.firstIndex { !isBlank($0) } ?? endIndex
        let end = utf8.lastIndex { !isBlank($0) }.map { utf8.index(after: $0) } ?? start
        return self[start..<end]
    }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    package var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether it is an ASCII letter or digit.
    package var isLetterOrDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 26 }
}
