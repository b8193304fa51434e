/// A range of bytes that a client requests, RFC 9110 section 14.1.2: `bytes=0-499`, `bytes=500-`,
/// or `bytes=-500` for the last 500 bytes.
package enum ByteRange: Equatable, Sendable {
    /// From one position through another. Positions count from 0, and both are included.
    case from(Int, through: Int)
    /// The last bytes, as many as this.
    case last(Int)

    /// Nil if the text is not one range of bytes. A list of several ranges gives nil too, because a
    /// server may ignore it, RFC 9110 section 14.2.
    package init?(_ field: String) {
        let unit = "bytes="
        guard equalsIgnoringCase(field.prefix(unit.count), unit) else { return nil }
        let ends = field.dropFirst(unit.count)
            .split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (let first?, let last?) where first <= last: self = .from(first, through: last)
        case (let first?, nil) where ends[1].isEmpty: self = .from(first, through: .max)
        case (nil, let count?) where ends[0].isEmpty: self = .last(count)
        default: return nil
        }
    }

    /// The number, or nil if the text is not a number. A number that is too large for `Int` is the
    /// largest `Int`.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text) ?? .max
    }

    /// The positions of the range in a content of this length; nil if the range is outside of it.
    package func positions(in length: Int) -> Range<Int>? {
        switch self {
        case .from(let first, let last):
            guard first < length else { return nil }
            return first..<min(last, length - 1) + 1
        case .last(let count):
            guard count > 0, length > 0 else { return nil }
            return length - min(count, length)..<length
        }
    }
}
