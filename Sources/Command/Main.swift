import ArgumentParser
import Emulation
import Glibc
import Seatfiller
import System

/// The process: parses the command line, runs the command, and reports a failure in one line and
/// with its exit code.
@main
private enum Main {
    static func main() {
        let start = ContinuousClock.now
        StandardStream.openAll()
        do {
            var command = try parsedCommand()
            switch command {
            case let serve as ServeCommand: try serve.run(since: start)
            case let exec as ExecCommand: exit(try exec.exitCode())
            case let gauntlet as GauntletCommand: end(try gauntlet.exitCode())
            default:
                try command.run()
                end(0)
            }
        } catch let error as SeatfillerError {
            fail(error.description, code: error.kind.exitCode)
        } catch {
            let code = SeatfillerCommand.exitCode(for: error)
            guard code.isSuccess else {
                fail(SeatfillerCommand.line(for: error), code: code == .validationFailure ? 2 : 1)
            }
            StandardStream.output.write(line: SeatfillerCommand.fullMessage(for: error))
            end(0)
        }
    }

    /// A command whose result nobody can read has failed.
    private static func end(_ code: Int32) -> Never {
        if code == 0, let loss = StandardStream.loss {
            fail("standard output cannot be written: \(loss)", code: 1)
        }
        exit(code)
    }

    private static func parsedCommand() throws -> any ParsableCommand {
        let words = CommandWords.joined(CommandLine.arguments.dropFirst())
        try SeatfillerCommand.checkHelp(words)
        do {
            return try SeatfillerCommand.parseAsRoot(words)
        } catch {
            let isRefused = SeatfillerCommand.exitCode(for: error) == .validationFailure
            if isRefused { try RefusedStart.parse().forgetReadyFile() }
            throw error
        }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        StandardStream.error.write(line: "seatfiller: \(message)".printable(keepsLines: true))
        exit(code)
    }
}

extension SeatfillerError.Kind {
    fileprivate var exitCode: Int32 {
        switch self {
        case .failure: 1
        case .usage: 2
        case .portTaken: 3
        }
    }
}
