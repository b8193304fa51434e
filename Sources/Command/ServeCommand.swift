internal import Emulation
internal import Seatfiller

extension Subcommand {
    /// `seatfiller serve`, the default.
    static let serve = Subcommand(
        name: "serve",
        abstract: "Start the server.",
        discussion: """
            Each option has an environment variable, SEATFILLER_ and its name in upper case with \
            underscores; a flag beats the variable, and an empty variable is none. Lists in a \
            variable are separated by commas.
            """,
        options: Option.limits + options + Option.common,
        readsEnvironment: true
    ) { arguments in
        Operation.begin()
        // Whatever becomes of the start, a ready file of an earlier one says nothing of this.
        let readyFile = try arguments.text("ready-file").map(Operation.readyFile(at:))
        let format = try arguments.choice("log-format", "text or json") ?? RequestLog.Format.text
        let log =
            try arguments.value(
                "log-level", "is none of \(RequestLog.levels.joined(separator: ", "))"
            ) { RequestLog(format: format, level: $0) } ?? RequestLog(format: format)
        let settings = try Settings(arguments)
        for variable in UnknownVariable.all(beside: Option.limits + options) {
            log.warning(variable.description)
        }
        try Operation.run(settings, log: log, readyFile: readyFile, since: arguments.start)
    }

    private static let options = [
        Option(
            "host", takes: "host",
            "Address to bind: IPv4, IPv6 or localhost. (default: 127.0.0.1)"),
        Option(
            "port", letter: "p", takes: "port",
            "Port; 0 picks a free one and prints it. (default: 7328)"),
        Option(
            "seed", takes: "path",
            "A .json, .sql or .db file, a folder of them, or - for standard input; repeatable. "
                + "(default: the demo seed)"),
        Option(
            "default-seed", takes: "path",
            "What is loaded without --seed, where it is there. (default: the demo seed)"),
        Option("store", takes: "path", "Keep the data in this SQLite file."),
        Option("reseed", "Replace the data of a store that exists by the seeds."),
        Option("loops", takes: "n", "Event loops. (default: processors, at most 4)"),
        Option(
            "auth", takes: "open|enforced",
            "open takes any token or none, enforced asks for one. (default: open)"),
        Option(
            "quirk", takes: "name=value",
            "Switch a decision of the contracts; repeatable."),
        Option(
            "token-key", takes: "hex",
            "Key of continuation tokens, 32 hexadecimal digits or more. (default: random)",
            isSecret: true),
        Option(
            "admin-token", takes: "token",
            "Bearer token that /__admin asks for; needed on other addresses than the loopback.",
            isSecret: true),
        Option("admin-open", "Leave /__admin open on an address that is not the loopback."),
        Option(
            "allow-host", takes: "name",
            "A name besides localhost under which /__admin is asked without a token; repeatable."),
        Option(
            "token-life", takes: "seconds",
            "How long continuation tokens are good. (default: for ever)"),
        Option(
            "clock", takes: "instant",
            "Begin with the time frozen at this ISO 8601 instant. (default: real time)"),
        Option(
            "journal", takes: "n",
            "Requests that each world's journal keeps; 0 for none. (default: 10000)"),
        Option("journal-bytes", takes: "bytes", "What a journal may hold. (default: 16777216)"),
        Option("max-worlds", takes: "n", "Worlds at once. (default: 1000)"),
        Option(
            "world-bytes", takes: "bytes", "What a world may add to its seed. (default: 67108864)"),
        Option(
            "memory", takes: "size",
            "What worlds, snapshots, journals and contents hold together: bytes, or 512MiB. "
                + "(default: half of the machine's or the container's)"),
        Option("no-rule-header", "Leave out the header X-Seatfiller-Rule."),
        Option(
            "ready-file", takes: "path",
            "A file that is there while the server is ready, and holds its base URL; a named pipe "
                + "or a device is written to."),
        Option("log-format", takes: "log-format", "text or json. (default: text)"),
        Option(
            "log-level", takes: "log-level",
            "trace, debug, info, notice, warning, error or critical. (default: info)"),
    ]
}

extension Settings {
    fileprivate init(_ arguments: Arguments) throws {
        self.init()
        host = try arguments.text("host") ?? host
        port = try arguments.integer("port", in: 0...65_535) ?? port
        seeds = try arguments.list("seed").map(SeedSource.named)
        standardSeed = try arguments.text("default-seed").map(SeedSource.pathOrDemo) ?? standardSeed
        store = try arguments.text("store")
        reseeds = try arguments.flag("reseed")
        loops = try arguments.integer("loops", in: 1...256) ?? min(Settings.processors, 4)
        auth = try arguments.choice("auth", "open or enforced") ?? auth
        quirks = try arguments.list("quirk")
        tokenKey = try arguments.bytes("token-key", atLeast: 16)
        adminToken = try arguments.text("admin-token")
        isAdminOpen = try arguments.flag("admin-open")
        allowedHosts = try arguments.hosts("allow-host")
        tokenLifeSeconds = try arguments.integer("token-life", in: 1...1_000_000_000)
            .map(Int64.init)
        clock = try arguments.instant("clock")
        journal.entries = try arguments.integer("journal", in: 0...10_000_000) ?? journal.entries
        journal.bytes =
            try arguments.integer("journal-bytes", in: 1024...(1 << 40)) ?? journal.bytes
        mostWorlds = try arguments.integer("max-worlds", in: 1...1_000_000) ?? mostWorlds
        worldBytes =
            try arguments.integer("world-bytes", in: (1 << 20)...(1 << 40)) ?? worldBytes
        memory = try arguments.size("memory", in: (1 << 20)...(1 << 50)) ?? memory
        showsRules = try !arguments.flag("no-rule-header")
        try limits.apply(arguments)
    }
}
