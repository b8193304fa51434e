import ArgumentParser
import Emulation
import Seatfiller
import System

/// `seatfiller env`
struct EnvironmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print what leads clients that nobody changed to the server there.",
        discussion: """
            In a shell: eval "$(seatfiller env)". The files that the lines name are written into a \
            new temporary folder, which stays.
            """)

    @Argument(
        help: """
            The server's base URL; http, with an address or localhost, and a port. (default: this \
            machine, at the port of SEATFILLER_PORT or 7328)
            """, transform: OptionValue.url)
    var url: String?

    @Option(
        help: ArgumentHelp("The world that they ask. (default: default)", valueName: "name"),
        transform: OptionValue.world)
    var world: WorldName?

    @Option(help: "Who reads the lines; github is the file of $GITHUB_ENV. (default: sh)")
    var shell: ShellSyntax?

    func run() throws {
        let lines = try ServedAuthority(of: url ?? AddressOptions.localURL)
            .lines(for: shell ?? .sh, in: world)
        StandardStream.output.write(line: String(lines.dropLast()))
    }
}

extension ShellSyntax: ExpressibleByArgument {}
