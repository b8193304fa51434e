/// Prepares the words of a command line for the parser.
enum CommandWords {
    /// Joins a negative number to the option before it, `--port=-1`. The parser would take the
    /// number for an option, and report that the value is missing.
    static func joined(_ words: some Sequence<String>) -> [String] {
        var joined: [String] = []
        for word in words {
            if let option = joined.last, isOption(option), isBelowZero(word),
                !joined.contains("--")
            {
                joined[joined.count - 1] = "\(option)=\(word)"
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    /// Whether a word is an option without a value, `--port` or `-p`.
    private static func isOption(_ word: String) -> Bool {
        let name = word.drop { $0 == "-" }
        let dashes = word.count - name.count
        return !name.contains("=")
            && (dashes == 2 && !name.isEmpty || dashes == 1 && name.count == 1)
            && !isBelowZero(word)
    }

    /// Also one that its option refuses: `-.5`, `-inf`, `-1MiB`.
    private static func isBelowZero(_ word: String) -> Bool {
        guard word.first == "-" else { return false }
        let first = word.dropFirst().first
        return first.map { $0.isASCII && $0.isNumber } == true || Double(word) != nil
    }
}
