import HTTP

/// The names under which secrets are sent, in fields, queries, forms and JSON alike.
///
/// Only letters and digits count, in upper and lower case alike: `client_secret`, `Client-Secret`
/// and `clientSecret` are one name.
enum SecretName {
    /// What makes a secret of every name that holds it.
    private static let parts = words(
        "secret", "token", "password", "passwd", "passphrase", "assertion", "credential",
        "authorization", "authcode", "cookie", "bearer", "signature", "session", "sessid", "saml",
        "xauth")
    /// Names that are secrets as a whole.
    private static let wholes = words(
        "code", "codeverifier", "devicecode", "sig", "pwd", "pass", "jwt", "auth", "otp", "pin")
    /// A name that ends so is a secret: `X-Api-Key`, `subscription-key`.
    private static let ending = Word("key")
    /// What makes a name harmless: continuation tokens and the keys of products say nothing that
    /// an answer does not, and nobody's mailbox is a secret.
    private static let harmlessParts = words(
        "continuationtoken", "productkey", "idempotencykey", "publickey", "secretar")
    /// A name that ends so tells of what kind a secret is: `token_type`, `client_assertion_type`.
    private static let harmlessEnding = Word("type")

    private static let all = parts + wholes + [ending]

    private static func words(_ words: String...) -> [Word] { words.map(Word.init) }

    /// Whether what has this name is a secret.
    static func matches(_ name: borrowing Span<UInt8>) -> Bool {
        // Most names lack a letter of each word.
        let letters = Word.letters(in: name)
        guard all.contains(where: { $0.canStand(among: letters) }) else {
            return false
        }
        if isSecret(Word.folded(name)) { return true }
        // `form[code]` is a name inside of another.
        var start = name.count
        while start > 0, name[start - 1] != UInt8(ascii: "[") { start -= 1 }
        return start > 0 && isSecret(Word.folded(name.extracting(start..<name.count)))
    }

    private static func isSecret(_ name: [UInt8]) -> Bool {
        let letters = Word.letters(in: name.span)
        let isNamed =
            ending.ends(name) || wholes.contains { $0.bytes == name }
            || parts.contains { $0.canStand(among: letters) && $0.stands(in: name) }
        return isNamed && !harmlessEnding.ends(name)
            && !harmlessParts.contains { $0.stands(in: name) }
    }
}
