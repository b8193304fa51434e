import HTTP

/// Options of commands that are too short to be names of secrets, `mysql -p …`.
///
/// A few mean a secret with whatever command, others only with the command that has them.
enum SecretOption {
    /// Those behind which a secret stands, whatever the command.
    private static let options = Word.list("-p", "-pw")
    /// Those behind which a user and a password stand, `curl -u user:…`.
    private static let userOptions = Word.list("-u", "--user", "--proxy-user")

    /// Whether a word may be such an option.
    static func isTelling(_ word: borrowing Span<UInt8>) -> Bool {
        word.count > 1 && word[0] == UInt8(ascii: "-")
            && (word[1].isLetterOrDigit && !word[1].isDigit || word[1] == UInt8(ascii: "-"))
    }

    // MARK: Texts

    /// Where the first option begins that tells of a secret.
    static func start(in text: [UInt8], _ words: [Range<Int>], _ gaps: Gaps) -> Int? {
        first(in: text, words, gaps)?.option.lowerBound
    }

    /// The first option that tells of a secret, and whether the secret is a part of the word.
    private static func first(
        in text: [UInt8], _ words: [Range<Int>], _ gaps: Gaps
    ) -> (option: Range<Int>, isInside: Bool)? {
        guard words.contains(where: { isTelling(text.span.extracting($0)) }) else { return nil }
        var command: SecretCommand?
        var last = 0..<0
        for word in words {
            if command != nil, SecretCommand.ends(between: last, word, of: text) { command = nil }
            last = word
            // In JSON that is a text, a backslash stands before the quote behind the option.
            let end = text[word].lastIndex { $0 != UInt8(ascii: "\\") }
            let option = text[word].prefix(through: end ?? word.lowerBound)
            guard isTelling(option.span) else {
                // The name of a member, and the scheme of a URL, is no command.
                let isName = text[gaps.end(word.upperBound)...].first == UInt8(ascii: ":")
                command = isName ? command : SecretCommand(named: option) ?? command
                continue
            }
            if command?.isSecret(in: option) == true { return (word, true) }
            let sign = text[gaps.end(word.upperBound)...].drop { ",+=".utf8.contains($0) }
            let value = text[gaps.end(sign.startIndex)...]
            if isSecret(value, behind: option, of: command) { return (word, false) }
        }
        return nil
    }

    private static func isSecret(
        _ value: ArraySlice<UInt8>, behind option: ArraySlice<UInt8>, of command: SecretCommand?
    ) -> Bool {
        if options.contains(where: { $0.equals(option.span) })
            || command?.isSecret(behind: option) == true
        {
            return !value.isEmpty
        }
        if userOptions.contains(where: { $0.equals(option.span) })
            || command?.isUser(behind: option) == true
        {
            return value.drop { "\"' ".utf8.contains($0) }.prefix { !"\"' ,&".utf8.contains($0) }
                .contains(UInt8(ascii: ":"))
        }
        // `-uann:…`
        return option.dropFirst().first == UInt8(ascii: "u")
            && value.startIndex == option.endIndex && value.first == UInt8(ascii: ":")
    }

    // MARK: Arguments

    /// Where the secrets begin of which an option among arguments tells, as in
    /// `["mysql", "-p", "…"]`; nil where none does.
    ///
    /// - Parameter command: what the arguments are of, where they do not say so themselves.
    static func secretIndex(in arguments: [String], of command: String?) -> Int? {
        guard arguments.contains(where: { isTelling($0.utf8.span) }) else { return nil }
        var text = Array((command ?? "").utf8)
        var starts: [Int] = []
        for argument in arguments {
            text.append(UInt8(ascii: " "))
            starts.append(text.count)
            // What stands inside of an argument is no other.
            text += argument.utf8.lazy.map {
                SecretText.isPlain($0) || "/:=".utf8.contains($0) ? $0 : UInt8(ascii: "_")
            }
        }
        guard let (option, isInside) = first(in: text, SecretText.words(of: text), Gaps(in: text)),
            let index = starts.firstIndex(of: option.lowerBound)
        else { return nil }
        let isBehind = !isInside && option.count == arguments[index].utf8.count
        return isBehind ? index + 1 : index
    }

    /// Whether a text begins with a command that has options for secrets.
    static func isCommand(_ text: String) -> Bool {
        let path = text.utf8.prefix { !$0.isBlank }.split(separator: UInt8(ascii: "/"))
        return path.last.flatMap { SecretCommand(named: ArraySlice($0)) } != nil
    }
}
