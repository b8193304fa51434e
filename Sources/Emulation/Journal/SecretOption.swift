import HTTP

/// Options of commands that are too short to be names of secrets, `mysql -p …`.
enum SecretOption {
    /// Those behind which a secret stands.
    private static let options = Word.list("-p", "-pw")
    /// Those behind which a user and a password stand, `curl -u user:…`.
    private static let userOptions = Word.list("-u", "--user", "--proxy-user")
    /// Commands that take the password without a blank, `mysql -p…`.
    private static let joiningCommands = Word.list("mysql", "mariadb", "sshpass", "7z")

    /// Whether a word may be such an option.
    static func isTelling(_ word: borrowing Span<UInt8>) -> Bool {
        word.count > 1 && word[0] == UInt8(ascii: "-")
            && "pPuU-".utf8.contains(word[1])
    }

    /// Whether a word is one behind which a secret stands.
    static func matches(_ word: borrowing Span<UInt8>) -> Bool {
        for option in options where option.equals(word) { return true }
        return false
    }

    /// Where a secret begins in or behind an option, whatever it is called.
    ///
    /// - Parameters:
    ///   - isJoined: whether a command of the text takes passwords without a blank.
    ///   - gaps: what may stand between a name and its value.
    static func secretStart(
        in text: [UInt8], at word: Range<Int>, isJoined: Bool, _ gaps: Gaps
    ) -> Int? {
        let bytes = text.span.extracting(word)
        guard isTelling(bytes) else { return nil }
        let value = text[gaps.end(word.upperBound)...].drop { ",+=".utf8.contains($0) }
        if matches(bytes) { return value.isEmpty ? nil : word.lowerBound }
        for option in userOptions where option.equals(bytes) {
            let user = value.drop { "\"' ".utf8.contains($0) }.prefix {
                !"\"' ,&".utf8.contains($0)
            }
            return user.contains(UInt8(ascii: ":")) ? word.lowerBound : nil
        }
        if bytes[1] == UInt8(ascii: "p") { return isJoined ? word.lowerBound : nil }
        let next = text[word.upperBound...].first
        return bytes[1] == UInt8(ascii: "u") && next == UInt8(ascii: ":") ? word.lowerBound : nil
    }

    /// Whether a word is a command that takes the password without a blank.
    static func isJoining(_ command: ArraySlice<UInt8>) -> Bool {
        joiningCommands.contains { command.starts(with: $0.bytes) }
    }
}
