import ArgumentParser
import Emulation
import Seatfiller
import System

/// `seatfiller gauntlet`
struct GauntletCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gauntlet",
        abstract: "Run a client through every way in which paging goes wrong.",
        usage: "seatfiller gauntlet [<options>] -- <command> ...",
        discussion: """
            For each case the client runs once, in a world of its own and in the environment of \
            exec. SEATFILLER_URL, SEATFILLER_USER, SEATFILLER_CUSTOMER and SEATFILLER_TOKEN_URL \
            say what to walk, and {url}, {user} and {customer} in its arguments are replaced. It \
            prints what it has found: a JSON array, JSON lines or plain lines, of identities or of \
            items. The exit code is 0 if the client stands all cases that it must, 1 if not, 2 for \
            a wrong command line, 3 if the command cannot be run.
            """)

    @Option(
        help: ArgumentHelp(
            "A .json, .sql or .db file, a folder of them; repeatable. (default: the demo seed)",
            valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var seed: [String] = []

    @Option(
        help: ArgumentHelp(
            "The user whose seats the client lists. (default: who has the most)",
            valueName: "name"),
        transform: OptionValue.text)
    var user: String?

    @Option(
        help: ArgumentHelp(
            "The customer of AvePoint Elements whose items the client lists.", valueName: "id"),
        transform: OptionValue.text)
    var customer: String?

    @Option(
        help: ArgumentHelp(
            """
            The list that the client walks. (default: store.listSeatsOfUser; with --customer \
            elements.retrieveTenantSeats)
            """, valueName: "name"),
        transform: OptionValue.text)
    var operation: String?

    @Option(
        help: ArgumentHelp("Run only this case; repeatable.", valueName: "case"),
        transform: OptionValue.text)
    var only: [String] = []

    @Flag(help: "Cases that a client should stand decide the exit code, too.")
    var strict = false

    @Option(seconds: "How long the client may run for a case. (default: 10)")
    var timeout: Duration?

    @Option("How many run at once. (default: processors)", in: 1...64)
    var jobs: Int?

    @Option(
        help: """
            lines: an identity on each line; json: an array, or a value on each line; exit: only \
            the exit code counts. (default: as it looks)
            """)
    var answer: AnswerForm?

    @Option("Also run so many random plans of several faults. (default: 0)", in: 0...100_000)
    var plans: Int?

    @Option("Another number makes other plans. (default: 1)", in: Int64.min...Int64.max)
    var planSeed: Int64?

    @Option(
        path: """
            Write there which rules of the contract the answers have shown: as Markdown (.md), \
            Cobertura (.xml) or else JSON.
            """)
    var coverage: String?

    @Option(path: "Write the score card there as JSON.")
    var json: String?

    @Option(path: "Write the score card there as JUnit's XML.")
    var junit: String?

    @Argument(parsing: .postTerminator, help: "The client and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard let name = command.first, !name.isEmpty else {
            throw ValidationError("give a command after --, as in: gauntlet -- ./client {url}")
        }
        guard user == nil || customer == nil else {
            throw ValidationError("give --user or --customer")
        }
    }

    /// - Returns: the exit code.
    func exitCode() throws -> Int32 {
        let gauntlet = try Gauntlet(command, options)
        let json = try json.map(ReportFile.init)
        let junit = try junit.map(ReportFile.init)
        let coverage = try coverage.map(CoverageFile.init)
        guard let log = RequestLog(format: .text, level: "error") else {
            preconditionFailure("it is a level")
        }
        let card: ScoreCard
        do {
            card = try gauntlet.run(log: log, coverage: coverage, telling: Self.tell)
        } catch let error as Gauntlet.NotRun {
            StandardStream.error.write(line: "seatfiller: \(error)".printable())
            return 3
        }
        try json?.write(card.json)
        try junit?.write(card.junit)
        StandardStream.output.write(line: String(card.text.dropLast()))
        return card.passed ? 0 : 1
    }

    private var options: Gauntlet.Options {
        var options = Gauntlet.Options()
        options.seeds = seed
        options.user = user
        options.customer = customer
        options.operation = operation
        options.only = only
        options.isStrict = strict
        options.timeout = timeout ?? options.timeout
        options.jobs = jobs ?? options.jobs
        options.answer = answer
        options.plans = plans ?? options.plans
        options.planSeed = planSeed ?? options.planSeed
        return options
    }

    /// Shows a person how far it is.
    private static let tell: @Sendable (Int, Int) -> Void = { done, all in
        guard StandardStream.error.isTerminal else { return }
        let line = done < all ? "\r\u{1B}[K\(done) of \(all) cases" : "\r\u{1B}[K"
        _ = StandardStream.error.write(ArraySlice(line.utf8))
    }
}

extension AnswerForm: ExpressibleByArgument {}
