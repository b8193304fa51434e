/// What a sub-command may be given by a name.
internal struct Option: Sendable {
    /// Without its dashes.
    let name: String
    /// The name in one letter.
    let letter: String?
    /// What help calls the value; nil for a flag.
    let value: String?
    let help: String
    /// Where it stands in the help; nil where that leaves it out.
    let section: String?

    init(
        _ name: String, letter: String? = nil, takes value: String? = nil, _ help: String,
        in section: String? = "Options"
    ) {
        self.name = name
        self.letter = letter
        self.value = value
        self.help = help
        self.section = section
    }

    var isShown: Bool { section != nil }

    /// As it is written: the letter, where there is one, and the name.
    var spellings: [String] { (letter.map { ["-\($0)"] } ?? []) + ["--\(name)"] }
}

/// What every sub-command takes.
extension Option {
    static let version = Option("version", "Show the version.")
    static let help = Option("help", letter: "h", "Show help information.")
    static let completionScript = Option(
        "generate-completion-script", takes: "shell",
        "Print a completion script for bash, zsh or fish.", in: nil)
    static let common = [version, help, completionScript]
}

/// What a sub-command is given without a name.
internal struct Operand: Sendable {
    let name: String
    let help: String
    var isNeeded = false
    var repeats = false

    /// As the usage shows it.
    var synopsis: String {
        let text = "<\(name)>" + (repeats ? " ..." : "")
        return isNeeded ? text : "[\(text)]"
    }
}
