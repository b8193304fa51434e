internal import Seatfiller

/// One thing that the command does: what it is called, what it takes, and the doing.
internal struct Subcommand: Sendable {
    let name: String
    let abstract: String
    var discussion: String?
    var operand: Operand?
    var options: [Option] = Option.common
    /// Whether an option that is not given is looked for in the environment.
    var readsEnvironment = false
    let run: @Sendable (Arguments) throws -> Void

    /// In the order of the help.
    static let all = [serve, check, initialize, generate, health]

    /// Whether it is meant where none is named.
    var isDefault: Bool { name == Subcommand.serve.name }

    static func named(_ name: String) -> Subcommand? {
        name == help.name ? help : all.first { $0.name == name }
    }
}

extension Subcommand {
    /// `seatfiller help`, whose own `--help` changes nothing.
    static let help = Subcommand(
        name: "help", abstract: "Show subcommand help information.",
        operand: Operand(name: "subcommands", help: "", repeats: true),
        options: [
            .version, Option("help", letter: "h", Option.help.help, in: nil), .completionScript,
        ]
    ) { arguments in
        Console.write(Help.text(of: arguments.operands.first.flatMap(named)))
    }
}
