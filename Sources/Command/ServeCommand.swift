public import ArgumentParser
import Emulation
import HTTP
import Seatfiller

/// `seatfiller serve`, the default.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the server.",
        discussion: """
            Each option has an environment variable, SEATFILLER_ and its name in upper case with \
            underscores; a flag beats the variable, and an empty variable counts as unset. Lists \
            in a variable are separated by commas.
            """)

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup var address: AddressOptions

    @Option(
        help: ArgumentHelp(
            "A .json, .sql or .db file, a folder of them, or - for standard input; repeatable. "
                + "(default: the demo seed)",
            valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var seed: [String] = []

    @Option(
        help: ArgumentHelp(
            "What is loaded without --seed, where it is there. (default: the demo seed)",
            valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var defaultSeed: String?

    @Option(
        help: ArgumentHelp("Keep the data in this SQLite file.", valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var store: String?

    @Flag(help: "Replace the data of a store that exists by the seeds.")
    var reseed = false

    @Flag(help: "Load the seeds anew when one of their files changes, as SIGHUP does.")
    var watch = false

    @Option(
        help: ArgumentHelp("Event loops. (default: processors, at most 4)", valueName: "n"),
        transform: OptionValue.integer(in: 1...256))
    var loops: Int?

    @Option(help: "open takes any token or none, enforced asks for one. (default: open)")
    var auth: Emulator.Auth?

    @Option(
        help: ArgumentHelp(
            "Switch a decision of the contracts; repeatable.", valueName: "name=value"),
        transform: OptionValue.quirk)
    var quirk: [String] = []

    @Option(
        help: ArgumentHelp(
            "Key of continuation tokens, 32 hexadecimal digits or more. (default: random)",
            valueName: "hex"))
    var tokenKey: Secret?

    @Option(
        help: ArgumentHelp(
            "Bearer token that /__admin asks for; needed on other addresses than the loopback.",
            valueName: "token"))
    var adminToken: Secret?

    @Flag(help: "Leave /__admin open on an address that is not the loopback.")
    var adminOpen = false

    @Option(
        help: ArgumentHelp(
            "A name besides localhost under which /__admin is asked without a token; repeatable.",
            valueName: "name"),
        transform: OptionValue.host)
    var allowHost: [Host] = []

    @Option(
        help: ArgumentHelp(
            "How long continuation tokens are good. (default: for ever)", valueName: "seconds"),
        transform: OptionValue.integer(in: 1...1_000_000_000))
    var tokenLife: Int64?

    @Option(
        help: ArgumentHelp(
            "Begin with the time frozen at this ISO 8601 instant. (default: real time)",
            valueName: "instant"),
        transform: OptionValue.instant)
    var clock: Instant?

    @Option(
        help: ArgumentHelp(
            "Requests that each world's journal keeps; 0 for none. (default: 10000)",
            valueName: "n"),
        transform: OptionValue.integer(in: 0...10_000_000))
    var journal: Int?

    @Option(
        help: ArgumentHelp("What a journal may hold. (default: 16777216)", valueName: "bytes"),
        transform: OptionValue.integer(in: 1024...(1 << 40)))
    var journalBytes: Int?

    @Option(
        help: ArgumentHelp("Worlds at once. (default: 1000)", valueName: "n"),
        transform: OptionValue.integer(in: 1...1_000_000))
    var maxWorlds: Int?

    @Option(
        help: ArgumentHelp(
            "What a world may add to its seed. (default: 67108864)", valueName: "bytes"),
        transform: OptionValue.integer(in: (1 << 20)...(1 << 40)))
    var worldBytes: Int?

    @Option(
        help: ArgumentHelp(
            "What worlds, snapshots, journals and contents hold together: bytes, or 512MiB. "
                + "(default: half of the machine's or the container's)",
            valueName: "size"),
        transform: OptionValue.size(in: (1 << 20)...(1 << 50)))
    var memory: Int?

    @Flag(help: "Leave out the header X-Seatfiller-Rule.")
    var noRuleHeader = false

    @OptionGroup var ready: ReadyFileOption

    @Option(help: "How the log is written. (default: text)")
    var logFormat: RequestLog.Format?

    @Option(
        help: "\(RequestLog.levels.joined(separator: ", ")). (default: info)",
        completion: .list(RequestLog.levels), transform: OptionValue.word(of: RequestLog.levels))
    var logLevel: String?

    /// A longer one would fill the head of each request that brings it.
    private static let longestToken = 1024

    func validate() throws {
        if let adminToken, adminToken.text.isEmpty {
            throw ValidationError("--admin-token is empty")
        }
        if let adminToken, adminToken.text.utf8.count > Self.longestToken {
            throw ValidationError("--admin-token is longer than \(Self.longestToken) bytes")
        }
        if let tokenKey, tokenKey.bytes.map({ $0.count < 16 }) ?? true {
            throw ValidationError(
                "--token-key is not written in 32 hexadecimal digits or more")
        }
    }

    /// - Parameter start: when the process began; the ready line tells how long ago.
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

    /// An error that is about a path of a variable's, under the variable's name. Mistakes inside of
    /// a seed are no wrong value, and begin with the place where they are.
    func named(_ error: SeatfillerError) -> SeatfillerError {
        let variable = OptionVariable.all(of: self).first { variable in
            ["seed", "default-seed", "store"].contains(variable.option) && !variable.isBeaten
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
