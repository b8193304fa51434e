import ArgumentParser
import Seatfiller

/// `seatfiller exec`
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command with a server of its own.",
        usage: """
            seatfiller exec [<options of serve>] [--verify] [--quiet] [--coverage <path>] -- \
            <command> ...
            """,
        discussion: """
            The server listens on a free port unless --port names one. It is ready before the \
            command starts, and SEATFILLER_URL holds its base URL. Other variables lead clients \
            to the server that have the services' hosts written into them. Signals go to the \
            command. The exit code is the command's: 128 plus the signal that ended it, 127 if \
            there is no such command, 126 if it cannot be executed.
            """)

    @Flag(help: "Do not report afterwards what was requested.")
    var quiet = false

    @Option(
        path: """
            Write there which rules of the contract the answers have shown: as Markdown (.md), \
            Cobertura (.xml) or else JSON.
            """)
    var coverage: String?

    @Flag(
        help: """
            Exit 1 if the command succeeds but has not read its lists whole, or has asked for a \
            host that is neither emulated nor named by --allow-host.
            """)
    var verify = false

    @OptionGroup(title: "Options of serve") var server: ServeCommand

    @Argument(parsing: .postTerminator, help: "The command and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard let name = command.first, !name.isEmpty else {
            throw ValidationError("give a command after --, as in: exec -- pytest")
        }
    }

    /// - Returns: the exit code.
    func exitCode() throws -> Int32 {
        let process = try ClientProcess(command)
        let coverage = try coverage.map(CoverageFile.init)
        let start = try ServerStart(server)
        var settings = start.settings
        // SEATFILLER_PORT may name another server, which clients look for.
        settings.port = server.address.port ?? 0
        do throws(SeatfillerError) {
            return try process.run(
                settings, log: start.log, readyFile: start.readyFile, isQuiet: quiet,
                coverage: coverage, mustHold: verify)
        } catch {
            throw server.named(error)
        }
    }
}
