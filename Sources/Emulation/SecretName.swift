internal import HTTP

/// The names under which secrets are sent, in fields, queries, forms and JSON alike.
///
/// Only letters and digits count, in upper and lower case alike: `client_secret`, `Client-Secret`
/// and `clientSecret` are one name.
internal enum SecretName {
    /// What makes a secret of every name that holds it.
    private static let parts = words(
        "secret", "token", "password", "passwd", "passphrase", "assertion", "credential",
        "authorization", "authcode", "cookie", "bearer", "signature", "session", "sessid", "saml",
        "xauth")
    /// Names that are secrets as a whole.
    private static let wholes = words(
        "code", "codeverifier", "devicecode", "sig", "pwd", "pass", "jwt", "auth", "otp", "pin")
    /// A name that ends so is a secret: `X-Api-Key`, `subscription-key`.
    private static let ending = Array("key".utf8)
    /// What makes a name harmless: continuation tokens and the keys of products say nothing that
    /// an answer does not, and nobody's mailbox is a secret.
    private static let harmlessParts = words(
        "continuationtoken", "productkey", "idempotencykey", "publickey", "secretar")
    /// A name that ends so tells of what kind a secret is: `token_type`, `client_assertion_type`.
    private static let harmlessEnding = Array("type".utf8)

    private static func words(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

    /// The letters of each word, a bit for each.
    private static let letters = (parts + wholes + [ending]).map { letters(in: $0.span) }

    private static func letters(in bytes: borrowing Span<UInt8>) -> UInt32 {
        var letters: UInt32 = 0
        for index in bytes.indices { letters |= 1 << UInt32(bytes[index] & 0x1F) }
        return letters
    }

    /// Whether what has this name is a secret.
    static func matches(_ name: borrowing Span<UInt8>) -> Bool {
        // Most names lack a letter of each word.
        let found = letters(in: name)
        guard letters.contains(where: { $0 & found == $0 }) else { return false }
        // `form[code]` is a name inside of another.
        var start = name.count
        while start > 0, name[start - 1] != UInt8(ascii: "[") { start -= 1 }
        return isSecret(folded(name)) || isSecret(folded(name.extracting(start..<name.count)))
    }

    private static func folded(_ name: borrowing Span<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        for index in name.indices where name[index].isLetterOrDigit {
            let byte = name[index]
            folded.append(byte.isDigit ? byte : byte | 0x20)
        }
        return folded
    }

    private static func isSecret(_ name: [UInt8]) -> Bool {
        guard !name.ends(with: harmlessEnding), !harmlessParts.contains(where: name.holds) else {
            return false
        }
        return name.ends(with: ending) || wholes.contains(name) || parts.contains(where: name.holds)
    }
}

extension [UInt8] {
    fileprivate func ends(with word: [UInt8]) -> Bool {
        suffix(word.count) == word[...]
    }

    fileprivate func holds(_ word: [UInt8]) -> Bool {
        guard count >= word.count else { return false }
        return (0...(count - word.count)).contains { self[$0...].starts(with: word) }
    }
}
