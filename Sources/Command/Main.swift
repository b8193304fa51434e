internal import Glibc
internal import Seatfiller

/// The process: parses, runs, and gives every failure one line and its exit code.
@main
private enum Main {
    static func main() {
        let start = ContinuousClock.now
        Console.open()
        do {
            try run(CommandLine.arguments.dropFirst(), since: start)
        } catch let error as SeatfillerError {
            fail(error.description, code: error.kind.exitCode)
        } catch let error as CommandError {
            fail(error.description, code: error.exitCode)
        } catch {
            fail("\(error)", code: 1)
        }
    }

    private static func run(
        _ words: ArraySlice<String>, since start: ContinuousClock.Instant
    ) throws {
        let named = words.first.flatMap(Subcommand.named)
        let subcommand = named ?? .serve
        let arguments = try Arguments(
            named == nil ? words : words.dropFirst(), of: subcommand, since: start)
        if let shell = arguments.flags(Option.completionScript.name).last {
            Console.write(try CompletionScript.text(for: shell))
        } else if arguments.has(Option.help.name), subcommand.name != Subcommand.help.name {
            Console.write(Help.text(of: named == nil && words.count == 1 ? nil : subcommand))
        } else if arguments.has(Option.version.name) {
            let commit = Seatfiller.commit.map { " (\($0))" } ?? ""
            Console.write("seatfiller \(Seatfiller.version)\(commit)")
        } else {
            try arguments.check()
            try subcommand.run(arguments)
        }
    }

    private static func fail(_ message: String, code: Int32) -> Never {
        Console.complain("seatfiller: \(message)")
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
