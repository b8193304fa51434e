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
            ServeCommand.self, CheckCommand.self, InitCommand.self, GenerateCommand.self,
            HealthCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)
}

extension ParsableArguments {
    /// What is wrong with the words of a command line, in one line.
    static func line(for error: any Error) -> String {
        message(for: error).split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
