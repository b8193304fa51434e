import HTTP

/// Secrets that are known by their form, whatever they are called: credentials behind their
/// scheme, `Bearer …`, and the user of a URL, `https://user:…@host`.
enum SecretValue {
    /// The schemes that are no words of English: whatever stands behind them is a secret.
    private static let rareSchemes = Word.list("bearer", "dpop", "ntlm", "oauth")
    /// Those that may be the beginning of a title, `Basic plan`.
    private static let commonSchemes = Word.list("basic", "digest", "negotiate")

    /// Whether a word is a scheme of credentials, RFC 9110 section 11.1.
    static func isScheme(_ word: borrowing Span<UInt8>) -> Bool {
        for scheme in rareSchemes where scheme.equals(word) { return true }
        for scheme in commonSchemes where scheme.equals(word) { return true }
        return false
    }

    /// Where the credentials begin behind a word, where that is their scheme.
    static func credentialsStart(in text: [UInt8], behind word: Range<Int>) -> Int? {
        guard isScheme(text.span.extracting(word)) else { return nil }
        let gap = text[word.upperBound...].prefix { $0.isBlank || $0 == UInt8(ascii: "+") }
        let token = text[gap.endIndex...].prefix { $0 > UInt8(ascii: " ") && !isEnd($0) }
        guard !gap.isEmpty, !token.isEmpty else { return nil }
        let isRare = rareSchemes.contains { $0.equals(text.span.extracting(word)) }
        return isRare || isCoded(token) ? token.startIndex : nil
    }

    private static func isEnd(_ byte: UInt8) -> Bool { "\"'<>,;&".utf8.contains(byte) }

    /// Whether a word is none of a language: it has a sign, a digit, or a capital inside.
    private static func isCoded(_ token: ArraySlice<UInt8>) -> Bool {
        token.count >= 8
            && token.dropFirst().contains {
                !$0.isLetterOrDigit || $0.isDigit || $0.lowercased != $0
            }
    }

    /// Where the user of a URL begins, and perhaps a password, that ends at an `@`; nil where that
    /// is the `@` of something else.
    static func userStart(in text: borrowing Span<UInt8>, before sign: Int) -> Int? {
        var start = sign
        while start > 0, !isDelimiter(text[start - 1]), !isAuthority(at: start, of: text) {
            start -= 1
        }
        guard start < sign, isAuthority(at: start, of: text) else { return nil }
        var end = start
        var colon: Int?
        while end < sign, !"/?#".utf8.contains(text[end]) {
            if text[end] == UInt8(ascii: ":") { colon = end }
            end += 1
        }
        if end == sign { return start }
        // Of a host, a port follows the colon; a password may hold signs that were escaped.
        guard let colon else { return nil }
        var isPort = colon + 1 < end
        for index in colon + 1..<end where !text[index].isDigit { isPort = false }
        return isPort ? nil : start
    }

    /// Whether `://` stands before an offset.
    private static func isAuthority(at offset: Int, of text: borrowing Span<UInt8>) -> Bool {
        offset >= 3 && text[offset - 1] == UInt8(ascii: "/")
            && text[offset - 2] == UInt8(ascii: "/") && text[offset - 3] == UInt8(ascii: ":")
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || "@\"'<>".utf8.contains(byte)
    }
}
