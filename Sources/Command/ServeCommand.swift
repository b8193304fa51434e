public import ArgumentParser
import Emulation
import HTTP
import Seatfiller
import System

/// `seatfiller serve`, the default.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the server.",
        discussion: """
            Each option has an environment variable: SEATFILLER_ and the option's name in upper \
            case with underscores. The command line overrides the variable. An empty variable \
            counts as unset. Commas separate the values of a list.
            """)

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup var address: AddressOptions

    @OptionGroup(title: "TLS") var security: TLSOptions

    @Option(
        help: ArgumentHelp(
            "A .json, .sql or .db file, a folder of them, or - for standard input; repeatable. "
                + "(default: the demo seed)",
            valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var seed: [String] = []

    @Option(path: "Loaded without --seed, if it exists. (default: the demo seed)")
    var defaultSeed: String?

    @Option(path: "Keep the data in this SQLite file.")
    var store: String?

    @Flag(help: "Replace the data of an existing store by the seeds.")
    var reseed = false

    @Flag(help: "Load the seeds again when one of their files changes, as SIGHUP does.")
    var watch = false

    @Option("Event loops. (default: processors, at most 4)", in: 1...256)
    var loops: Int?

    @Option(help: "open accepts any token or none; enforced requires one. (default: open)")
    var auth: Emulator.Auth?

    @Option(
        help: ArgumentHelp(
            "Choose how the emulator behaves where the contract is silent; repeatable.",
            valueName: "name=value"),
        transform: OptionValue.quirk)
    var quirk: [String] = []

    @Option(
        help: ArgumentHelp(
            "Key of continuation tokens: 32 hexadecimal digits or more. (default: random)",
            valueName: "hex"))
    var tokenKey: Secret?

    @Option(
        help: ArgumentHelp(
            "Bearer token that /__admin requires; needed on any address but the loopback.",
            valueName: "token"))
    var adminToken: Secret?

    @Flag(help: "Leave /__admin open on an address that is not the loopback.")
    var adminOpen = false

    @Option(
        help: ArgumentHelp(
            "Host name besides localhost at which /__admin answers without a token; repeatable.",
            valueName: "name"),
        transform: OptionValue.host)
    var allowHost: [Host] = []

    @Option(
        "How long continuation tokens are valid. (default: for ever)", counting: "seconds",
        in: 1...1_000_000_000)
    var tokenLife: Int64?

    @Option(
        help: ArgumentHelp(
            "Freeze the clock at this ISO 8601 instant. (default: real time)",
            valueName: "instant"),
        transform: OptionValue.instant)
    var clock: Instant?

    @Flag(help: "Leave out the header X-Seatfiller-Rule.")
    var noRuleHeader = false

    @OptionGroup var ready: ReadyFileOption

    @Option(help: "Format of the log. (default: text)")
    var logFormat: RequestLog.Format?

    @Option(
        help: "\(RequestLog.levels.joined(separator: ", ")). (default: info)",
        completion: .list(RequestLog.levels), transform: OptionValue.word(of: RequestLog.levels))
    var logLevel: String?

    /// A longer token would fill the head of each request that carries it.
    private static let longestToken = 1024

    func validate() throws {
        if let adminToken, adminToken.text.isEmpty {
            throw ValidationError("--admin-token is empty")
        }
        if let adminToken, adminToken.text.utf8.count > Self.longestToken {
            throw ValidationError("--admin-token is longer than \(Self.longestToken) bytes")
        }
        if let tokenKey, tokenKey.bytes.map({ $0.count < 16 }) ?? true {
            throw ValidationError("--token-key must be 32 hexadecimal digits or more")
        }
    }

    /// - Parameter start: when the process began; the ready line tells how long the start took.
    func run(since start: ContinuousClock.Instant) throws {
        ServerProcess.begin()
        let server = try ServerStart(self)
        do throws(SeatfillerError) {
            try ServerProcess.run(
                server.settings, log: server.log, readyFile: server.readyFile, since: start)
        } catch {
            throw named(error)
        }
    }

    /// Puts the variable's name before an error about a path that a variable gave. A mistake inside
    /// a seed keeps its own form, which begins with its place.
    func named(_ error: SeatfillerError) -> SeatfillerError {
        let variable = OptionVariable.all(of: self).first { variable in
            ["seed", "default-seed", "store", "ca"].contains(variable.option) && !variable.isBeaten
                && variable.values.contains {
                    error.description.contains($0) && !error.description.hasPrefix($0)
                }
        }
        guard let variable, error.kind == .usage else { return error }
        return SeatfillerError(.usage, "\(variable.name): \(error)")
    }
}

extension Emulator.Auth: ExpressibleByArgument {}
extension RequestLog.Format: ExpressibleByArgument {}
