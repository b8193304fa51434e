/// What a sub-command may be given by a name.
internal struct Option: Sendable {
    /// Without its dashes.
    let name: String
    /// The name in one letter.
    let letter: String?
    /// What help calls the value; nil for a flag.
    let value: String?
    let help: String
    /// Whether an empty variable is a mistake: a secret that got lost on its way must not leave a
    /// door open. For all others an empty variable is none.
    let isSecret: Bool
    /// Where it stands in the help; nil where that leaves it out.
    let section: String?

    init(
        _ name: String, letter: String? = nil, takes value: String? = nil, _ help: String,
        isSecret: Bool = false, in section: String? = "Options"
    ) {
        self.name = name
        self.letter = letter
        self.value = value
        self.help = help
        self.isSecret = isSecret
        self.section = section
    }

    var isShown: Bool { section != nil }

    /// `SEATFILLER_TOKEN_KEY`
    var variable: String {
        // By bytes: some thirty of them are asked for before a server starts.
        var bytes = Array(Self.variablePrefix.utf8)
        for byte in name.utf8 { bytes.append(byte == UInt8(ascii: "-") ? 0x5F : byte & 0xDF) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static let variablePrefix = "SEATFILLER_"

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
