internal import Emulation
internal import Seatfiller

/// What a sub-command is given.
internal struct Arguments {
    /// When the process began; the ready line tells how long ago.
    let start: ContinuousClock.Instant
    /// What is given without a name.
    private(set) var operands: [String] = []
    private let subcommand: Subcommand
    /// The values of each option, in the order of the sub-command's options.
    private var values: [[String]]
    /// The first that is no option.
    private var unknown: Substring?

    /// - Throws: an option without its value, or with one that it does not take.
    init(
        _ words: ArraySlice<String> = [], of subcommand: Subcommand,
        since start: ContinuousClock.Instant = .now
    ) throws(CommandError) {
        self.start = start
        self.subcommand = subcommand
        values = Array(repeating: [], count: subcommand.options.count)
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                return
            }
            if Self.isOption(word) {
                try take(word, &rest)
            } else {
                operands.append(word)
            }
        }
    }

    /// A dash alone is a value: many commands mean standard input by it.
    private static func isOption(_ word: String) -> Bool {
        word.utf8.first == UInt8(ascii: "-") && word.utf8.count > 1
    }

    /// Takes an option, and the word behind it where that is its value.
    private mutating func take(
        _ word: String, _ rest: inout ArraySlice<String>
    ) throws(CommandError) {
        let (spelling, attached) = split(word)
        let isLong = spelling.hasPrefix("--")
        let name = String(spelling.dropFirst(isLong ? 2 : 1))
        let found = subcommand.options.firstIndex { (isLong ? $0.name : $0.letter) == name }
        guard let found else {
            unknown = unknown ?? spelling
            return
        }
        guard let value = subcommand.options[found].value else {
            // What its variable would hold.
            guard let attached else { return values[found] = ["true"] }
            throw .usage(
                "The option '\(spelling)' does not take any value, but '\(attached)' was specified."
            )
        }
        if let attached {
            values[found].append(String(attached))
        } else if let next = rest.first, !Self.isOption(next) {
            values[found].append(rest.removeFirst())
        } else {
            throw .usage("Missing value for '\(spelling) <\(value)>'")
        }
    }

    /// `--port=80`, `-p=80` and `-p80` in two; an empty value is none.
    private func split(_ word: String) -> (spelling: Substring, value: Substring?) {
        let parts = word.split(separator: "=", maxSplits: 1)
        let value = parts.count > 1 ? parts[1] : nil
        let isWhole = word.hasPrefix("--") || parts[0].count == 2
        // A long name behind one dash is a slip, and no letter with a value.
        guard !isWhole, !subcommand.options.contains(where: { "-" + $0.name == parts[0] }) else {
            return (parts[0], value)
        }
        return (word.prefix(2), word.dropFirst(2))
    }

    /// - Throws: what is none of the sub-command's options, or one operand too many or too few.
    func check() throws(CommandError) {
        if let unknown {
            let known = subcommand.options.map(\.name)
            let name = String(unknown.drop { $0 == "-" })
            let hint = Spelling.nearest(to: name, among: known).map { ". Did you mean '--\($0)'?" }
            throw .usage("Unknown option '\(unknown)'" + (hint ?? ""))
        }
        let operand = subcommand.operand
        let most = operand.map { $0.repeats ? Int.max : 1 } ?? 0
        let surplus = operands.dropFirst(most).map { "'\($0)'" }
        guard surplus.isEmpty else {
            let count = surplus.count
            let words = count == 1 ? "Unexpected argument " : "\(count) unexpected arguments: "
            throw .usage(words + surplus.joined(separator: ", "))
        }
        if let operand, operand.isNeeded, operands.isEmpty {
            throw .usage("Missing expected argument '\(operand.synopsis)'")
        }
    }
}

extension Arguments {
    /// All values of an option, without a look at the environment.
    ///
    /// - Parameter name: an option of the sub-command.
    func flags(_ name: String) -> [String] {
        values[index(of: name)]
    }

    /// The text that an option's variable holds, and the name of that; nil for an empty one, unless
    /// it should hold a secret.
    func variable(_ name: String) -> (text: String, source: String)? {
        guard subcommand.readsEnvironment else { return nil }
        let option = subcommand.options[index(of: name)]
        guard let text = Settings.variable(option.variable) else { return nil }
        // Kubernetes tells each container of a namespace where a service of our name is.
        if name == "port", text.hasPrefix("tcp://") { return nil }
        return text.isEmpty && !option.isSecret ? nil : (text, option.variable)
    }

    private func index(of name: String) -> Int {
        guard let index = subcommand.options.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(subcommand.name) has no option --\(name)")
        }
        return index
    }
}
