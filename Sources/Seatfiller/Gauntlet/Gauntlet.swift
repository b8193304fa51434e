import Emulation
import Synchronization
import System

/// Runs a client once through every way in which paging goes wrong.
package struct Gauntlet {
    package struct Options: Sendable {
        /// Paths, as the command line names them; empty for the demo seed.
        package var seeds: [String] = []
        /// Nil for the user with the most seats.
        package var user: String?
        package var customer: String?
        /// Nil for the seats of a user, or of a customer's tenants.
        package var operation: String?
        /// The names of the cases to run; empty for all.
        package var only: [String] = []
        package var isStrict = false
        package var timeout = Duration.seconds(10)
        package var jobs = Processors.count
        /// Nil to find it out.
        package var answer: AnswerForm?
        /// How many random plans of several faults are run.
        package var plans = 0
        package var planSeed: Int64 = 1

        package init() {}
    }

    /// The command does not exist or cannot be executed.
    package struct NotRun: Error, CustomStringConvertible {
        package let description: String
    }

    private let words: [String]
    private let options: Options
    private let list: ListKind
    private let cases: [GauntletCase]
    private let client: ClientFolder

    /// How many times as often as in the plain walk a client may ask.
    private static let mostTimes = 50
    /// How often a client may ask in the plain walk.
    private static let mostRequests = 10_000

    /// To be made before anything is opened.
    ///
    /// - Parameter words: the command and its arguments.
    /// - Throws: `SeatfillerError` for an operation or a case that does not exist.
    package init(_ words: [String], _ options: Options) throws(SeatfillerError) {
        self.words = words
        self.options = options
        list = try ListKind(of: options)
        cases = try GauntletCase.all(of: list).chosen(by: options.only)
        client = try ClientFolder()
    }

    /// - Parameters:
    ///   - coverage: what is given the coverage of the contract at the end.
    ///   - tell: is told of each case that has ended.
    /// - Throws: `NotRun`; or `SeatfillerError` for a seed that cannot be used.
    package func run(
        log: RequestLog, coverage: CoverageFile?,
        telling tell: @escaping @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws -> ScoreCard {
        defer { client.remove() }
        var settings = Settings()
        settings.port = 0
        settings.loops = min(Processors.count, 4)
        settings.speaksTLS = true
        settings.seeds = options.seeds.map(Seed.named)
        // Whoever started us may have blocked the signals that end us. The guardian does the rest.
        let server = try RunningServer(settings, log: log) { Signals.beforeEnd {} }
        defer { server.stop() }
        let subject = try GauntletSubject(
            user: options.user, customer: options.customer, in: server.emulator)
        let trust = try server.authorityFiles.map { files throws(SeatfillerError) in
            try ClientFiles(files, url: server.url, hosts: settings.roster.hosts)
                .write(to: client.folder)
        }
        let runner = CaseRunner(
            words: words, emulator: server.emulator, url: server.url, trust: trust, client: client,
            subject: subject, timeout: options.timeout)
        let run = try runner.run(
            CaseSetting(), in: GauntletCase.plain.world, atMost: Self.mostRequests)
        defer { run.world.drop() }
        let reproduction = Reproduction(words: words, seeds: options.seeds, subject: subject)
        let firstPage: Emulator.World.Journal.Entry
        do throws(PlainWalk.Missing) {
            firstPage = try PlainWalk.firstPage(run, list)
        } catch {
            let plain = CaseResult(
                .plain, run, difference: error.happened, findings: [],
                reproduction: reproduction.line(CaseSetting()))
            return ScoreCard(
                results: [plain], plans: [], remark: "\(error.remark); no other case was run",
                isStrict: options.isStrict)
        }
        let judge = CaseJudge(
            try PlainWalk(from: firstPage, run, of: list, subject, in: server.emulator),
            options.answer, reproduction, server.emulator)
        let plain = try judge.result(of: .plain, in: CaseSetting(), run)
        let guarded = try guarded(judge.walk, like: server.emulator, settings, log)
        defer { guarded?.service.stop() }
        let runs = GauntletRuns(
            open: runner, enforced: guarded.map { runner.moved(to: $0.emulator, $0.service.url) },
            judge: judge,
            mostRequests: Self.mostTimes * max(run.requestCount, judge.walk.pages))
        let jobs = Jobs(count: options.jobs, tell: tell)
        let cases = cases.filter { $0.name != plain.gauntletCase.name }
        var results = try jobs.results(cases.count) { index in
            guard let setting = CaseSetting(cases[index], for: judge.walk) else {
                return CaseResult(unmet: cases[index], because: "the seed has nothing for it")
            }
            return try runs.result(of: cases[index], in: setting, world: cases[index].world)
        }
        if cases.count < self.cases.count { results.insert(plain, at: 0) }
        let plans = try self.results(of: runs, jobs)
        try coverage?.write(server.coverage)
        return ScoreCard(
            results: results, plans: plans, remark: judge.walk.remark,
            isStrict: options.isStrict)
    }

    /// A server with the same data where access tokens are checked; nil if no case needs it.
    private func guarded(
        _ walk: PlainWalk, like emulator: Emulator, _ settings: Settings, _ log: RequestLog
    ) throws(SeatfillerError) -> (emulator: Emulator, service: Service)? {
        guard walk.signsIn, cases.contains(where: \.needsTokens) else { return nil }
        var settings = settings
        settings.auth = .enforced
        settings.authority = emulator.authority
        // A seed may be a pipe, which can be read once.
        settings.seeds = [
            .image(try SeatfillerError.wording { try emulator.worlds.defaultWorld.image() })
        ]
        let guarded = try Emulator(settings, log: log)
        return (guarded, try Service(guarded, settings))
    }

    /// What the client makes of random plans.
    private func results(of runs: GauntletRuns, _ jobs: Jobs) throws -> [PlanResult] {
        let (seed, walk) = (options.planSeed, runs.judge.walk)
        let faults = GauntletFault.all(of: list).filter { $0.severity == .must }
        return try jobs.results(options.plans) { index in
            let plan = Plan(index + 1, seed: seed, of: faults, pageCount: walk.pages)
            let (smallest, result, tries) = try plan.shrunk { plan, attempt in
                let name = "plan-\(plan.number)"
                return try runs.result(
                    of: GauntletCase(name, wants: plan.wanted, .nothing),
                    in: CaseSetting(faults: plan.faults(of: walk)), world: "\(name).\(attempt)")
            }
            return PlanResult(
                number: plan.number, result: result, faults: smallest.faults(of: walk),
                tries: tries)
        }
    }
}

extension ListKind {
    /// The list that the options name.
    fileprivate init(of options: Gauntlet.Options) throws(SeatfillerError) {
        let name =
            options.operation
            ?? (options.customer == nil ? "store.listSeatsOfUser" : "elements.retrieveTenantSeats")
        guard let kind = ListKind.all.first(where: { $0.operation == name }) else {
            let known = ListKind.all.map(\.operation).joined(separator: ", ")
            throw SeatfillerError(
                .usage, "--operation \(name) lists nothing; use one of \(known)")
        }
        self = kind
    }
}

extension [GauntletCase] {
    /// Those of the names; all if there is no name.
    fileprivate func chosen(by names: [String]) throws(SeatfillerError) -> [GauntletCase] {
        for name in names where !contains(where: { $0.name == name }) {
            let known = map(\.name).joined(separator: ", ")
            throw SeatfillerError(
                .usage, "--only \(name): there is no such case; use some of \(known)")
        }
        return names.isEmpty ? self : filter { names.contains($0.name) }
    }
}
