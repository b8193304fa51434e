import HTTP

/// What may stand between a name and its value in a text: quotes, blanks, comments, subscripts.
///
/// Many gaps may end at the same place, so all are measured at once, from the end of the text.
struct Gaps {
    /// For each offset, where the gap ends that begins there; itself where none does.
    private var ends: [Int]
    /// For each offset, where the next line break stands.
    private var lineBreaks: [Int]

    init(in text: [UInt8]) {
        ends = Array(0...text.count)
        lineBreaks = [Int](repeating: text.count, count: text.count + 1)
        // Where the next comment ends, and the next word, each of those behind an offset.
        var commentEnd = text.count
        var wordEnd = text.count
        for offset in text.indices.reversed() {
            let byte = text[offset]
            let isWord = SecretText.isPlain(byte)
            lineBreaks[offset] =
                SecretText.isLineBreak(byte) ? offset : lineBreaks[offset + 1]
            if Self.isGap(byte) {
                ends[offset] = ends[offset + 1]
            } else if !isWord, let count = Self.quoteCount(text, at: offset) {
                ends[offset] = ends[offset + count]
            } else if byte == UInt8(ascii: "["), wordEnd < text.count,
                text[wordEnd] == UInt8(ascii: "]")
            {
                ends[offset] = ends[wordEnd + 1]
            } else if Self.isComment(text, at: offset) {
                let isBlock = text[offset...].starts(with: "/*".utf8)
                ends[offset] = ends[isBlock ? commentEnd : lineBreaks[offset]]
            }
            if !isWord { wordEnd = offset }
            // The star of `/*/` is not that of its end.
            if text[(offset + 1)...].starts(with: "*/".utf8) { commentEnd = offset + 3 }
        }
    }

    /// Where the gap ends that begins at an offset.
    func end(_ start: Int) -> Int { ends[start] }

    /// Whether the gap that begins at an offset has a line break.
    func hasLineBreak(_ start: Int) -> Bool { lineBreaks[start] < ends[start] }

    /// Whether a byte stands in a gap wherever it is.
    static func isGap(_ byte: UInt8) -> Bool {
        SecretText.isBlank(byte) || "\"'`])\\".utf8.contains(byte)
    }

    static func isComment(_ text: [UInt8], at start: Int) -> Bool {
        switch text[start] {
        case UInt8(ascii: "#"): true
        case UInt8(ascii: "/"):
            text.count > start + 1 && "/*".utf8.contains(text[start + 1])
        default: false
        }
    }

    /// How long the quote is that begins at an offset, as XML writes it; nil where there is none.
    private static func quoteCount(_ text: [UInt8], at offset: Int) -> Int? {
        guard text[offset] == UInt8(ascii: "&") else { return nil }
        return quotes.first(where: text[offset...].starts)?.count
    }

    private static let quotes = ["&quot;", "&apos;", "&#34;", "&#39;"].map { Array($0.utf8) }
}
