internal import ArgumentParser
internal import Glibc
internal import Seatfiller

/// The process: parses, runs, and gives every failure one line and its exit code.
@main
private enum Main {
    static func main() {
        let start = ContinuousClock.now
        do {
            var command = try SeatfillerCommand.parseAsRoot()
            if var serve = command as? ServeCommand {
                serve.start = start
                command = serve
            }
            try command.run()
        } catch let error as SeatfillerError {
            fail(error.description, code: error.kind.exitCode)
        } catch {
            let code = SeatfillerCommand.exitCode(for: error)
            guard code.isSuccess else {
                let isUsage = code == .validationFailure
                fail(SeatfillerCommand.message(for: error), code: isUsage ? 2 : code.rawValue)
            }
            Console.write(SeatfillerCommand.fullMessage(for: error))
        }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        if !message.isEmpty { Console.complain("seatfiller: \(message)") }
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

/// The command and its sub-commands.
internal struct SeatfillerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seatfiller",
        abstract: "An emulator of Microsoft Store for Business and AvePoint Elements licence APIs.",
        version: "seatfiller \(Seatfiller.version)"
            + (Seatfiller.commit.map { " (\($0))" } ?? ""),
        subcommands: [
            ServeCommand.self, CheckCommand.self, InitCommand.self, GenerateCommand.self,
            HealthCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)
}
