import HTTP

/// The gaps that may separate a name from its value in a text: quotes, spaces, comments,
/// subscripts.
///
/// Many gaps can end at the same offset. So all of them are measured at once, from the end of the
/// text, and the time does not grow with the square of its length.
struct Gaps {
    /// For each offset, where the gap that begins there ends; the offset itself if there is no gap.
    private var ends: [Int]
    /// For each offset, the offset of the next line break.
    private var lineBreaks: [Int]

    init(in text: [UInt8]) {
        ends = Array(0...text.count)
        lineBreaks = [Int](repeating: text.count, count: text.count + 1)
        // The ends of the next comment and of the next word after the present offset.
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
            // In `/*/` the star cannot also end the comment.
            if text[(offset + 1)...].starts(with: "*/".utf8) { commentEnd = offset + 3 }
        }
    }

    /// Where the gap that begins at an offset ends.
    func end(_ start: Int) -> Int { ends[start] }

    /// Whether the gap that begins at an offset contains a line break.
    func hasLineBreak(_ start: Int) -> Bool { lineBreaks[start] < ends[start] }

    /// Whether a byte always belongs to a gap.
    static func isGap(_ byte: UInt8) -> Bool {
        SecretText.isBlank(byte) || "\"'`])\\".utf8.contains(byte)
    }

    /// Whether a comment begins at an offset.
    static func isComment(_ text: [UInt8], at start: Int) -> Bool {
        switch text[start] {
        case UInt8(ascii: "#"): true
        case UInt8(ascii: "/"):
            text.count > start + 1 && "/*".utf8.contains(text[start + 1])
        default: false
        }
    }

    /// The length of the quote that begins at an offset as an XML entity; nil if there is none.
    private static func quoteCount(_ text: [UInt8], at offset: Int) -> Int? {
        guard text[offset] == UInt8(ascii: "&") else { return nil }
        return quotes.first(where: text[offset...].starts)?.count
    }

    private static let quotes = ["&quot;", "&apos;", "&#34;", "&#39;"].map { Array($0.utf8) }
}
