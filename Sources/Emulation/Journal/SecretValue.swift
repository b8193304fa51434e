import HTTP

/// Secrets that are known by their form, whatever they are called: credentials behind their
/// scheme, `Bearer …`, JSON web tokens, and private keys in PEM.
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

    // MARK: Words

    /// Whether a word is a secret or says that one follows.
    static func isTelling(_ word: borrowing Span<UInt8>) -> Bool {
        isScheme(word) || isToken(word) || isKeyMark(word)
            || SecretStatement.isTelling(word) || keyType.equals(word)
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

    /// Whether a word begins with the dashes of `-----BEGIN PRIVATE KEY-----`; SSH2 has four.
    private static func isKeyMark(_ word: borrowing Span<UInt8>) -> Bool {
        guard word.count >= 4 else { return false }
        for index in 0..<4 where word[index] != UInt8(ascii: "-") { return false }
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

    /// What every JSON web key says of itself.
    private static let keyType = Word("kty")
}
