/// The words of a command line as the parser understands them.
enum CommandWords {
    /// A number below zero is joined to the option before it, `--port=-1`: by itself the parser
    /// takes it for an option, and says that the value is missing.
    static func joined(_ words: some Sequence<String>) -> [String] {
        var joined: [String] = []
        for word in words {
            if let option = joined.last, option.hasPrefix("--"), option.count > 2,
                !option.contains("="), isBelowZero(word), !joined.contains("--")
            {
                joined[joined.count - 1] = "\(option)=\(word)"
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isBelowZero(_ word: String) -> Bool {
        word.first == "-" && word.dropFirst().first.map { $0.isASCII && $0.isNumber } ?? false
    }
}
