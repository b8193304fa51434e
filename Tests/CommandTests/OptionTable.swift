import ArgumentParser
import Foundation

/// The options of a sub-command, as the parser tells them.
struct OptionTable {
    struct Option {
        /// Without its dashes.
        let name: String
        let takesValue: Bool

        /// `SEATFILLER_TOKEN_KEY`
        var variable: String { "SEATFILLER_" + name.uppercased().replacing("-", with: "_") }
    }

    let options: [Option]

    init(of command: any ParsableCommand.Type) throws {
        struct Dump: Decodable {
            struct Command: Decodable { let arguments: [Argument] }
            struct Argument: Decodable {
                let kind: String
                let preferredName: Name?
            }
            struct Name: Decodable { let name: String }
            let command: Command
        }
        let json = Data(command._dumpHelp().utf8)
        let arguments = try JSONDecoder().decode(Dump.self, from: json).command.arguments
        options = arguments.compactMap { argument in
            guard let name = argument.preferredName?.name, !["help", "version"].contains(name)
            else { return nil }
            return Option(name: name, takesValue: argument.kind == "option")
        }
    }
}
