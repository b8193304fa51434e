import HTTP

/// Finds a user and a password before a host: in a URL, `https://user:…@host`, and without a
/// scheme, `user:…@host`. An address after a label is not meant: `mailto:ann@contoso.com`.
enum SecretUser {
    /// Where the user before an `@` begins; nil if the `@` belongs to something else.
    static func start(in text: borrowing Span<UInt8>, before sign: Int) -> Int? {
        ofURL(in: text, before: sign) ?? ofHost(in: text, before: sign)
    }

    // MARK: With a scheme

    private static func ofURL(in text: borrowing Span<UInt8>, before sign: Int) -> Int? {
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
        // The text has a slash, so the host may end before the `@`, with a port after the colon.
        // Anything but a port is a password with characters that should have been escaped.
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

    // MARK: Without a scheme

    /// Words before a colon that are not a user, but the label of an address or of a thing.
    private static let labels = Word.list(
        "mailto", "mail", "email", "emails", "from", "to", "cc", "bcc", "sender", "recipient",
        "contact", "smtp", "sip", "sips", "im", "xmpp", "acct", "pres", "tel", "urn", "tag", "cid",
        "mid", "news", "did", "arn", "npm", "pkg", "git", "github", "gitlab", "docker", "workspace",
        "file", "upn")
    /// Words before a colon that can be a user, or the label of an address.
    private static let userLabels = Word.list(
        "user", "username", "login", "account", "owner", "author", "name", "id", "member",
        "manager",
        "assignee", "customer", "person", "principal", "subject", "value", "key")

    /// Finds `user:…@host`. The password has no characters that usually end a word.
    private static func ofHost(in text: borrowing Span<UInt8>, before sign: Int) -> Int? {
        var end = sign
        // The padding of base64.
        while end > 0, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        var colon: Int?
        var start = end
        while start > 0, colon == nil ? isPassword(text[start - 1]) : isUser(text[start - 1]) {
            start -= 1
            if text[start] == UInt8(ascii: ":") { colon = start }
        }
        // In a form, a `+` is a space, and a password does not begin with one.
        guard let last = colon, last + 1 < sign, text[last + 1] != UInt8(ascii: "+") else {
            return nil
        }
        // The first of several colons ends the user.
        var first = start
        while text[first] != UInt8(ascii: ":") { first += 1 }
        let isAuthority =
            start > 1 && text[start - 1] == UInt8(ascii: "/")
            && text[start - 2] == UInt8(ascii: "/")
        if isAuthority { return start }
        let host = Host(in: text, behind: sign)
        guard first > start, host.isName else { return nil }
        let user = text.extracting(start..<first)
        var isNumber = true
        for index in user.indices where !user[index].isDigit { isNumber = false }
        for label in labels where label.equals(user) { return nil }
        // In `{a:1,b:ann@contoso.com}`, `b` is a label.
        var isLabel = start > 0 && "{,".utf8.contains(text[start - 1])
        for label in userLabels where label.equals(user) { isLabel = true }
        let isAddress = isLabel && host.isDomain && isMailbox(text.extracting(first + 1..<sign))
        return isNumber || isAddress ? nil : start
    }

    private static func isPassword(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && !"\"'`<>@/,;|(){}[]&=\\".utf8.contains(byte)
    }

    private static func isUser(_ byte: UInt8) -> Bool {
        SecretText.isPlain(byte) && byte != 0 || byte == UInt8(ascii: ":")
    }

    /// Whether a text looks like the part of an e-mail address before the `@`: words, perhaps with
    /// a number. A random password usually does not.
    private static func isMailbox(_ text: borrowing Span<UInt8>) -> Bool {
        var last: UInt8 = 0
        var isHump = false
        for index in text.indices {
            let byte = text[index]
            let isCapital = byte.lowercased != byte
            guard byte.isLetterOrDigit || "._-+".utf8.contains(byte) else { return false }
            // Letters after a digit, as in `a1b`, or capitals inside of a word, as in `aBC`.
            if last.isDigit && byte.isLetterOrDigit && !byte.isDigit || isHump && isCapital {
                return false
            }
            isHump = isCapital && last.isLetterOrDigit && last.lowercased == last
            last = byte
        }
        return true
    }

    /// The text after an `@`.
    private struct Host {
        /// Whether it may be a host. The digest of an image and a version are not.
        var isName = false
        /// Whether it may be the domain of an e-mail address: a name with a dot and without a port.
        var isDomain = false

        init(in text: borrowing Span<UInt8>, behind sign: Int) {
            var end = sign + 1
            var dots = 0
            var isNumeric = true
            while end < text.count, text[end].isLetterOrDigit || "-_.".utf8.contains(text[end]) {
                if text[end] == UInt8(ascii: ".") {
                    dots += 1
                } else if !text[end].isDigit {
                    isNumeric = false
                }
                end += 1
            }
            let isPort =
                end + 1 < text.count && text[end] == UInt8(ascii: ":") && text[end + 1].isDigit
            let isDigest = Self.digests.contains { $0.equals(text.extracting(sign + 1..<end)) }
            let isEmpty = end == sign + 1
            let isBracket = isEmpty && end < text.count && text[end] == UInt8(ascii: "[")
            // In `ann:…@/database`, the empty host is this machine.
            let isHere = isEmpty && end < text.count && text[end] == UInt8(ascii: "/")
            isName =
                (isBracket || isHere || !isEmpty) && !isDigest
                && (!isNumeric || dots == 3 || isEmpty)
            isDomain = dots > 0 && !isNumeric && !isPort
        }

        private static let digests = Word.list("sha256", "sha384", "sha512")
    }
}
