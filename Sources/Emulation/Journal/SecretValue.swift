import HTTP

/// Secrets that are known by their form, whatever they are called: credentials behind their
/// scheme, `Bearer …`, the user of a URL, `https://user:…@host`, JSON web tokens, private keys in
/// PEM, and what SQL identifies a user by.
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

    // MARK: Words

    /// Whether a word is a secret or says that one follows.
    static func isTelling(_ word: borrowing Span<UInt8>) -> Bool {
        isScheme(word) || isToken(word) || isKeyMark(word) || identified.equals(word)
            || keyType.equals(word)
    }

    /// Whether a word is a JSON web token: in base64url, an object and two or four more parts.
    static func isToken(_ word: borrowing Span<UInt8>) -> Bool {
        guard word.count > 3, isObjectStart(word, at: 2) else { return false }
        var dots = 0
        for index in word.indices where word[index] == UInt8(ascii: ".") { dots += 1 }
        return dots >= 2
    }

    /// Whether a text may hold such a token, which needs no sign around it.
    static func mayTokenStand(in text: borrowing Span<UInt8>) -> Bool {
        guard text.count > 3 else { return false }
        for index in 2..<text.count where isObjectStart(text, at: index) { return true }
        return false
    }

    /// Whether `eyJ` ends at an offset, which is `{"` in base64url.
    private static func isObjectStart(_ text: borrowing Span<UInt8>, at end: Int) -> Bool {
        text[end] == UInt8(ascii: "J") && text[end - 1] == UInt8(ascii: "y")
            && text[end - 2] == UInt8(ascii: "e")
    }

    /// Whether a word begins with the dashes of `-----BEGIN PRIVATE KEY-----`.
    private static func isKeyMark(_ word: borrowing Span<UInt8>) -> Bool {
        guard word.count > 5 else { return false }
        for index in 0..<5 where word[index] != UInt8(ascii: "-") { return false }
        return true
    }

    /// Where a private key begins behind a word, where that is the beginning of its mark.
    static func keyStart(in text: [UInt8], behind word: Range<Int>) -> Int? {
        guard isKeyMark(text.span.extracting(word)) else { return nil }
        let mark = Array(text[word.upperBound...].prefix(longestMark).map(\.lowercased))
        return privateKey.stands(in: SplitName(mark.span).bytes) ? word.upperBound : nil
    }

    /// `OPENSSH PRIVATE KEY` and the like.
    private static let longestMark = 40
    private static let privateKey = Word("privatekey")

    /// Where SQL says what a user is identified by, `IDENTIFIED BY '…'`.
    ///
    /// - Parameter isStatement: whether the text has the beginning of such a statement.
    static func identityStart(
        in text: [UInt8], behind word: Range<Int>, isStatement: Bool
    ) -> Int? {
        guard identified.equals(text.span.extracting(word)) else { return nil }
        let rest = text[word.upperBound...].drop {
            $0.isBlank || $0 == UInt8(ascii: "+") || SecretText.isLineBreak($0)
        }
        let next = rest.prefix(while: \.isLetterOrDigit).map(\.lowercased)
        guard preposition.contains(where: { $0.bytes == next }) else { return nil }
        let clause = rest.prefix(longestClause)
        return isStatement || clause.contains { "'\"".utf8.contains($0) } ? word.upperBound : nil
    }

    /// Whether a statement that says what a user is identified by begins with a word.
    static func isStatement(_ word: borrowing Span<UInt8>) -> Bool {
        for statement in statements where statement.equals(word) { return true }
        return false
    }

    private static let longestClause = 200
    private static let identified = Word("identified")
    /// What every JSON web key says of itself.
    private static let keyType = Word("kty")
    private static let preposition = Word.list("by", "with")
    private static let statements = Word.list("create", "alter", "grant")
}
