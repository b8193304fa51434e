internal import ArgumentParser
internal import Emulation
internal import HTTP
internal import Seatfiller

/// `seatfiller serve`, the default command.
internal struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the server.",
        discussion: """
            Each option has an environment variable, SEATFILLER_ and its name in upper case with \
            underscores; a flag beats the variable. Lists in a variable are separated by commas.
            """)

    @Option(help: "Address to bind: IPv4, IPv6 or localhost. (default: 127.0.0.1)")
    var host: String?

    @Option(name: .shortAndLong, help: "Port; 0 picks a free one and prints it. (default: 7328)")
    var port: String?

    @Option(
        help: ArgumentHelp(
            "A .json or .sql file or a folder of them; repeatable. (default: the demo seed)",
            valueName: "path"))
    var seed: [String] = []

    @Option(
        help: ArgumentHelp(
            "What is loaded without --seed, where it is there. (default: the demo seed)",
            valueName: "path"))
    var defaultSeed: String?

    @Option(help: ArgumentHelp("Keep the data in this SQLite file.", valueName: "path"))
    var store: String?

    @Flag(help: "Replace the data of a store that exists by the seeds.")
    var reseed = false

    @Option(help: ArgumentHelp("Event loops. (default: processors, at most 4)", valueName: "n"))
    var loops: String?

    @Option(
        help: ArgumentHelp(
            "open takes any token or none, enforced asks for one. (default: open)",
            valueName: "open|enforced"))
    var auth: String?

    @Option(
        help: ArgumentHelp(
            "Switch a decision of the contracts; repeatable.", valueName: "name=value"))
    var quirk: [String] = []

    @Option(
        help: ArgumentHelp(
            "Key of continuation tokens, 32 hexadecimal digits or more. (default: random)",
            valueName: "hex"))
    var tokenKey: String?

    @Option(
        help: ArgumentHelp(
            "Bearer token that /__admin asks for; needed on other addresses than the loopback.",
            valueName: "token"))
    var adminToken: String?

    @Flag(help: "Leave /__admin open on an address that is not the loopback.")
    var adminOpen = false

    @Option(
        help: ArgumentHelp(
            "How long continuation tokens are good. (default: for ever)", valueName: "seconds"))
    var tokenLife: String?

    @Option(
        help: ArgumentHelp(
            "Begin with the time frozen at this ISO 8601 instant. (default: real time)",
            valueName: "instant"))
    var clock: String?

    @Option(
        help: ArgumentHelp(
            "Requests that each world's journal keeps; 0 for none. (default: 10000)",
            valueName: "n"))
    var journal: String?

    @Option(
        help: ArgumentHelp("What a journal may hold. (default: 16777216)", valueName: "bytes"))
    var journalBytes: String?

    @Option(help: ArgumentHelp("Worlds at once. (default: 1000)", valueName: "n"))
    var maxWorlds: String?

    @Option(
        help: ArgumentHelp(
            "What a world may add to its seed. (default: 67108864)", valueName: "bytes"))
    var worldBytes: String?

    @Flag(help: "Leave out the header X-Seatfiller-Rule.")
    var noRuleHeader = false

    @Option(
        help: ArgumentHelp("A file that is given the base URL once ready.", valueName: "path"))
    var readyFile: String?

    @Option(help: "text or json. (default: text)")
    var logFormat: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?

    @OptionGroup(title: "Limits") var limits: LimitOptions

    /// When the process began; the ready line tells how long ago.
    var start = ContinuousClock.now

    private enum CodingKeys: CodingKey {
        case host, port, seed, defaultSeed, store, reseed, loops, auth, quirk, tokenKey,
            noRuleHeader, readyFile
        case logFormat, logLevel, limits, adminToken, adminOpen, tokenLife, clock, journal,
            journalBytes, maxWorlds,
            worldBytes
    }

    func run() throws {
        let environment = Environment()
        let format: RequestLog.Format =
            try environment.value(logFormat, "log-format", or: .text, "text or json")
        let level = try environment.text(logLevel, "log-level") ?? "info"
        guard let log = RequestLog(format: format, level: level) else {
            let levels = RequestLog.levels.joined(separator: ", ")
            throw ValidationError("--log-level '\(level)' is none of \(levels)")
        }
        try Operation.run(
            try settings(environment), log: log,
            readyFile: try environment.text(readyFile, "ready-file"), since: start)
    }

    private func settings(_ environment: Environment) throws -> Settings {
        var settings = Settings()
        settings.host = try environment.text(host, "host") ?? settings.host
        settings.port = try environment.integer(port, "port", or: settings.port, in: 0...65_535)
        settings.seeds = environment.list(seed, "seed").map(SeedSource.path)
        if let path = try environment.text(defaultSeed, "default-seed") {
            settings.standardSeed = .pathOrDemo(path)
        }
        settings.store = try environment.text(store, "store")
        settings.reseeds = try environment.flag(reseed, "reseed")
        settings.loops = try environment.integer(
            loops, "loops", or: min(Settings.processors, 4), in: 1...256)
        settings.auth = try environment.value(auth, "auth", or: settings.auth, "open or enforced")
        settings.quirks = environment.list(quirk, "quirk")
        settings.tokenKey = try environment.bytes(tokenKey, "token-key", atLeast: 16)
        settings.adminToken = try environment.text(adminToken, "admin-token")
        settings.isAdminOpen = try environment.flag(adminOpen, "admin-open")
        settings.tokenLifeSeconds = try environment.text(tokenLife, "token-life").map { _ in
            Int64(try environment.integer(tokenLife, "token-life", or: 0, in: 1...1_000_000_000))
        }
        settings.clock = try environment.instant(clock, "clock")
        settings.journal.entries = try environment.integer(
            journal, "journal", or: settings.journal.entries, in: 0...10_000_000)
        settings.journal.bytes = try environment.integer(
            journalBytes, "journal-bytes", or: settings.journal.bytes, in: 1024...(1 << 40))
        settings.mostWorlds = try environment.integer(
            maxWorlds, "max-worlds", or: settings.mostWorlds, in: 1...1_000_000)
        settings.worldBytes = try environment.integer(
            worldBytes, "world-bytes", or: settings.worldBytes, in: (1 << 20)...(1 << 40))
        settings.showsRules = try !environment.flag(noRuleHeader, "no-rule-header")
        try limits.apply(to: &settings, environment)
        return settings
    }
}
