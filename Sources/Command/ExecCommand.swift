import ArgumentParser
import Seatfiller

/// `seatfiller exec`
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command beside a server of its own.",
        usage: "seatfiller exec [<options of serve>] [--quiet] -- <command> ...",
        discussion: """
            The server listens on a free port unless --port names one, and is ready before the \
            command begins, which finds its base URL in SEATFILLER_URL. Signals are the command's, \
            and so is the exit code: 128 and the signal if one has ended it, 127 if it is not \
            there, 126 if it cannot be executed.
            """)

    @Flag(help: "Do not say afterwards what has been asked.")
    var quiet = false

    @OptionGroup(title: "Options of serve") var server: ServeCommand

    @Argument(parsing: .postTerminator, help: "The command and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard let name = command.first, !name.isEmpty else {
            throw ValidationError("give a command behind --, as in: exec -- pytest")
        }
    }

    /// - Returns: the exit code.
    func exitCode() throws -> Int32 {
        let process = try ClientProcess(command)
        let start = try ServerStart(server)
        var settings = start.settings
        // A port that a variable names is that of another server, which clients are to find.
        settings.port = server.address.port ?? 0
        do throws(SeatfillerError) {
            return try process.run(
                settings, log: start.log, readyFile: start.readyFile, isQuiet: quiet)
        } catch {
            throw server.named(error)
        }
    }
}
