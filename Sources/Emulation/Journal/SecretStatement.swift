import HTTP

/// Finds passwords in SQL: `IDENTIFIED BY '…'`, `SET PASSWORD FOR ann = '…'`,
/// `ALTER ROLE ann PASSWORD E'…'`, `PASSWORD('…')`. In a form, each space may be a `+`.
enum SecretStatement {
    private static let identified = Word("identified")
    private static let prepositions = Word.list("by", "with", "via")
    /// The first words of statements in which the password after `IDENTIFIED` needs no quotes.
    private static let beginnings = Word.list("create", "alter", "grant")
    private static let password = Word("password")
    private static let set = Word("set")
    private static let `for` = Word("for")
    private static let longestClause = 200

    /// Whether a text with this word must be searched for such clauses. A text with the name of a
    /// secret, such as `PASSWORD`, is searched in any case.
    static func isTelling(_ word: borrowing Span<UInt8>) -> Bool { identified.equals(word) }

    /// Where the first secret of such a clause begins; nil if there is none. For a clause with
    /// `PASSWORD`, that is the word itself.
    static func start(in text: [UInt8], _ words: [Range<Int>]) -> Int? {
        let isStatement = words.contains { word in
            beginnings.contains { $0.equals(text.span.extracting(word)) }
        }
        for (index, word) in words.enumerated() {
            if identified.equals(text.span.extracting(word)) {
                if isIdentity(text, behind: word.upperBound, isStatement) { return word.upperBound }
            } else if isPassword(text[word]) {
                let isSet = index > 0 && set.equals(text.span.extracting(words[index - 1]))
                let rest = text[word.upperBound...]
                if isLiteral(behind: rest) || isSet && isAccount(rest) { return word.lowerBound }
            }
        }
        return nil
    }

    private static func isIdentity(_ text: [UInt8], behind end: Int, _ isStatement: Bool) -> Bool {
        let rest = text[end...].drop(while: isBlank)
        let next = rest.prefix(while: \.isLetterOrDigit)
        guard prepositions.contains(where: { $0.equals(next.span) }) else { return false }
        return isStatement
            || rest.prefix(longestClause).indices.contains { isQuote(rest[$0...]) }
    }

    // MARK: Passwords

    /// Whether a name ends with `password`, as the names of some functions do.
    private static func isPassword(_ name: ArraySlice<UInt8>) -> Bool {
        let end = name.suffix(password.bytes.count)
        return password.equals(end.span)
    }

    /// Whether a text goes on with a literal, or with a call that has a literal as its argument.
    private static func isLiteral(behind text: ArraySlice<UInt8>) -> Bool {
        let blank = text.drop(while: isBlank)
        let isCall = blank.first == UInt8(ascii: "(")
        guard isCall || blank.startIndex > text.startIndex else { return false }
        let literal = isCall ? blank.dropFirst().drop(while: isBlank) : blank
        // `E'…'`, `N'…'`, `U&'…'` and `$tag$…$tag$`.
        if literal.first == UInt8(ascii: "$") {
            return literal.dropFirst().drop(while: \.isLetterOrDigit).first == UInt8(ascii: "$")
        }
        let prefix = literal.prefix(2).prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "&") }
        return isQuote(literal) || (0...prefix.count).contains { isQuote(literal.dropFirst($0)) }
    }

    /// Whether a text goes on with the account of `SET PASSWORD`: `FOR 'ann'@'host' =`.
    private static func isAccount(_ text: ArraySlice<UInt8>) -> Bool {
        let rest = text.prefix(longestClause).drop(while: isBlank)
        let word = rest.prefix(while: \.isLetterOrDigit)
        guard Self.for.equals(word.span) else { return false }
        var account = rest.dropFirst(3).drop(while: isBlank)
        var quote: UInt8?
        while let byte = account.first, quote != nil || !isBlank(byte) && byte != equal {
            if byte == quote {
                quote = nil
            } else if quote == nil, "'\"`".utf8.contains(byte) {
                quote = byte
            }
            account = account.dropFirst()
        }
        return account.drop(while: isBlank).first == equal
    }

    private static let equal = UInt8(ascii: "=")

    // MARK: Signs

    private static func isBlank(_ byte: UInt8) -> Bool {
        SecretText.isBlank(byte) || byte == UInt8(ascii: "+")
    }

    /// Whether a text begins with a quote, which may be an XML entity or escaped by a backslash.
    private static func isQuote(_ text: ArraySlice<UInt8>) -> Bool {
        guard let byte = text.first else { return false }
        return "'\"".utf8.contains(byte)
            || byte == UInt8(ascii: "\\") && text.dropFirst().first == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "&") && quotes.contains(where: text.starts)
    }

    private static let quotes = ["&quot;", "&apos;", "&#34;", "&#39;"].map { Array($0.utf8) }
}
