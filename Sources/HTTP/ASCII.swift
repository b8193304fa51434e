/// Whether two texts are equal, ignoring the case of ASCII letters.
package func equalsIgnoringCase(_ one: String, _ other: String) -> Bool {
    equalsIgnoringCase(one.utf8.span, other.utf8.span)
}

/// Likewise, of a part of a text.
package func equalsIgnoringCase(_ one: Substring, _ other: String) -> Bool {
    equalsIgnoringCase(String(one), other)
}

/// Whether bytes begin with others. The case of ASCII letters does not matter.
package func startsIgnoringCase(
    _ bytes: borrowing Span<UInt8>, with start: borrowing Span<UInt8>
) -> Bool {
    bytes.count >= start.count && equalsIgnoringCase(bytes.extracting(first: start.count), start)
}

private func equalsIgnoringCase(
    _ one: borrowing Span<UInt8>, _ other: borrowing Span<UInt8>
) -> Bool {
    guard one.count == other.count else { return false }
    for index in one.indices where one[index].lowercased != other[index].lowercased {
        return false
    }
    return true
}

extension Substring {
    /// The text without leading and trailing blanks, which RFC 9110 calls optional whitespace.
    package var trimmed: Substring {
        let start = utf8.firstIndex { !$0.isBlank } ?? endIndex
        let end = utf8.lastIndex { !$0.isBlank }.map { utf8.index(after: $0) } ?? start
        return self[start..<end]
    }
}

// Inlined because they run for each byte of a request.
extension UInt8 {
    /// Whether it is a space or a tab.
    @inlinable package var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// Whether it is an ASCII digit.
    @inlinable package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is an ASCII letter or digit.
    @inlinable package var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased)
    }

    /// An ASCII letter in lower case; any other byte as it is.
    @inlinable package var lowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    /// The value of an ASCII hexadecimal digit.
    @inlinable package var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
