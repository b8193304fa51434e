import HTTP

/// A text without the escapes of URLs, of JSON and of YAML, also where one hides another.
struct UnescapedText {
    private let raw: [UInt8]
    private(set) var bytes: [UInt8]
    /// Where each byte begins in the raw text; nil while all are where they were.
    private var origins: [Int]?

    init(_ raw: [UInt8]) {
        self.raw = raw
        bytes = raw
        for _ in 0..<3 where bytes.contains(where: Self.isEscape) { unescape() }
    }

    static func isEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\")
    }

    /// Where the raw text has what stands at an offset of this one; of a word with escapes in it,
    /// where the word begins.
    ///
    /// - Parameter isPart: whether words may have this byte; each escape is a part of one.
    func origin(of offset: Int, _ isPart: (UInt8) -> Bool) -> Int {
        guard let origins else { return offset }
        let origin = origins[offset]
        let before = raw[..<origin].lastIndex { !isPart($0) && !Self.isEscape($0) }
        let start = before.map { $0 + 1 } ?? 0
        let word = raw[start...].prefix { isPart($0) || Self.isEscape($0) }
        return word.contains(where: Self.isEscape) ? start : origin
    }

    private mutating func unescape() {
        var plain: [UInt8] = []
        var places: [Int] = []
        var rest = bytes[...]
        while let byte = rest.first {
            let (code, count) = Self.escape(rest) ?? (byte, 1)
            plain.append(code)
            places.append(origins?[rest.startIndex] ?? rest.startIndex)
            rest = rest.dropFirst(count)
        }
        (bytes, origins) = (plain, places)
    }

    /// What the escape at the beginning of a text stands for, and how long it is.
    private static func escape(_ text: ArraySlice<UInt8>) -> (code: UInt8, count: Int)? {
        guard let sign = text.first, isEscape(sign) else { return nil }
        let rest = text.dropFirst()
        if sign == UInt8(ascii: "%") { return number(rest.prefix(2)).map { ($0, 3) } }
        switch rest.first {
        case UInt8(ascii: "u") where rest.count > 4:
            // No name has a letter that is not in the first page.
            return number(rest.dropFirst(3).prefix(2)).map { ($0, 6) }
        // As YAML and scripts write it.
        case UInt8(ascii: "x"): return number(rest.dropFirst().prefix(2)).map { ($0, 4) }
        case UInt8(ascii: "/"): return (UInt8(ascii: "/"), 2)
        default: return nil
        }
    }

    /// The number that two hexadecimal digits write.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy(\.isLetterOrDigit) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
