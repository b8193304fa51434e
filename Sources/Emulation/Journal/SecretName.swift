import HTTP

/// The names under which secrets are sent, in fields, queries, forms and JSON alike.
///
/// Only letters and digits count, in upper and lower case alike: `client_secret`, `Client-Secret`
/// and `clientSecret` are one name.
enum SecretName {
    /// What makes a secret of every name that holds it, also inside of a word: `accesstoken`.
    private static let parts = Word.list(
        "secret", "token", "password", "passwd", "passphrase", "passcode", "pwd", "assertion",
        "credential", "authorization", "authorisation", "authcode", "cookie", "bearer", "signature",
        "session", "sessid", "saml", "xauth", "connectionstring")
    /// What makes a secret of every name of which it is a word or several: `userPin`, `user_code`.
    private static let words = Word.list(
        "pass", "pin", "otp", "totp", "jwt", "sig", "sas", "hmac", "dpop", "wresult",
        "clientprincipal", "codeverifier", "devicecode", "usercode", "mfacode", "otpcode",
        "accesscode",
        "verificationcode")
    /// What makes a secret of every name whose last words it is: `X-Api-Key`, `basicAuth`.
    private static let endings = Word.list(
        "key", "apikey", "accesskey", "accountkey", "functionskey", "masterkey", "privatekey",
        "sharedkey", "subscriptionkey", "auth", "authentication")
    /// The code of an authorization; the name is none that a country's code has.
    private static let code = Word("code")
    private static let experimentalCode = Word("xcode")

    /// What makes no secret of a name: continuation tokens and the keys of products say nothing
    /// that an answer does not, and nobody's mailbox is a secret.
    private static let harmlessParts = Word.list(
        "continuationtoken", "productkey", "idempotencykey", "publickey", "secretar", "tokeniz")
    /// A name with one of these words at its beginning or end tells about a secret: `hasPassword`.
    private static let tellingFirstWords = Word.list("has", "is", "max", "min")
    private static let tellingLastWords = Word.list(
        "type", "types", "name", "names", "count", "length", "limit", "size", "date", "time",
        "timestamp", "expired", "expires", "expiry", "expiration", "lifetime", "policy", "policies",
        "version", "method", "methods", "algorithm", "alg", "endpoint", "enabled", "required",
        "status")

    private static let all = parts + words + endings + [code]
    private static let allLetters = all.map(\.letters)
    private static let beginnings = WordBeginnings(of: all)

    /// Whether what has this name is a secret.
    static func matches(_ name: borrowing Span<UInt8>) -> Bool {
        // Most names lack even the beginning of each word, others a letter.
        guard beginnings.mayStand(in: name) else { return false }
        let letters = Word.letters(in: name)
        guard allLetters.contains(where: { $0 & letters == $0 }) else { return false }
        // `form[code]` and `code[0]` are a name inside of or before another.
        var start = 0
        for index in name.indices where name[index] == UInt8(ascii: "[") {
            if isSecret(SplitName(name.extracting(start..<index))) { return true }
            start = index
        }
        return isSecret(SplitName(name.extracting(start..<name.count)))
    }

    private static func isSecret(_ name: SplitName) -> Bool {
        var name = name
        for part in harmlessParts { name.remove(part) }
        let isNamed =
            parts.contains(where: name.holds) || words.contains(where: name.has)
            || endings.contains(where: name.ends)
            || [code, experimentalCode].contains { $0.bytes == name.bytes }
        return isNamed && !tells(name)
    }

    /// Whether a name tells about a secret, and is not that of the secret itself.
    private static func tells(_ name: SplitName) -> Bool {
        let (first, last) = (name.first, name.last)
        return tellingFirstWords.contains { $0.bytes[...] == first }
            || tellingLastWords.contains { $0.bytes[...] == last }
            || tellsInOneWord(name)
    }

    /// The same of a name that is written as one word, `sessioncount` or `maxtokens`.
    private static func tellsInOneWord(_ name: SplitName) -> Bool {
        let bytes = name.bytes
        return tellingLastWords.contains { word in
            name.holds(word) && word.ends(bytes)
                && parts.contains { part in
                    part.stands(in: bytes, at: bytes.count - word.bytes.count - part.bytes.count)
                }
        }
            || tellingFirstWords.contains { word in
                word.stands(in: bytes, at: 0)
                    && parts.contains { $0.stands(in: bytes, at: word.bytes.count) }
            }
    }
}
