import ArgumentParser
import Seatfiller

/// The command and its sub-commands.
struct SeatfillerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seatfiller",
        abstract: "An emulator of Microsoft Store for Business and AvePoint Elements licence APIs.",
        version: "seatfiller \(Emulator.version)"
            + (Emulator.commit.map { " (\($0))" } ?? ""),
        subcommands: [
            ServeCommand.self, ExecCommand.self, GauntletCommand.self, CheckCommand.self,
            InitCommand.self, GenerateCommand.self, ExportCommand.self, VerifyCommand.self,
            AuthorityCommand.self, EnvironmentCommand.self,
            HealthCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)

    /// - Throws: `SeatfillerError` if help is requested for an unknown sub-command. The parser
    ///   would show the help of the whole command.
    static func checkHelp(_ words: [String]) throws(SeatfillerError) {
        guard words.first == "help", words.count > 1, !words[1].hasPrefix("-") else { return }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(words[1]), words[1] != "help" else { return }
        throw SeatfillerError(
            .usage,
            "there is no sub-command '\(words[1])'; use one of \(names.joined(separator: ", "))")
    }
}

extension ParsableArguments {
    /// The error of a command line as a single line.
    static func line(for error: any Error) -> String {
        message(for: error).split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
