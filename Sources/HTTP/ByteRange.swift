/// The part of a content that a client asks for, RFC 9110 section 14.1.2: `bytes=0-499`,
/// `bytes=500-` or, for the last ones, `bytes=-500`.
package enum ByteRange: Equatable, Sendable {
    case from(Int, through: Int)
    case last(Int)

    /// Nil for a text that is not one range of bytes, such as a list of several: a server may
    /// ignore those, section 14.2.
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

    /// A number that is larger than any content counts as the largest.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text) ?? .max
    }

    /// Its bytes in a content of this length; nil if it has none there.
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
