import ArgumentParser
import Emulation
import Seatfiller
import System

/// `seatfiller verify`
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Exit 0 if the clients of a running server have read their lists whole, else 1.",
        discussion: "Clients that may still go on count as having given up.")

    @Argument(
        help: """
            The server's base URL; http, with an address or localhost and a port. (default: this \
            machine, at the port of SEATFILLER_PORT or 7328)
            """, transform: OptionValue.url)
    var url: String?

    @Option(
        help: ArgumentHelp("The server's world. (default: default)", valueName: "name"),
        transform: OptionValue.world)
    var world: WorldName?

    @Option(
        help: ArgumentHelp(
            "Only the lists of this operation, such as store.listSeatsOfUser.", valueName: "name"),
        transform: OptionValue.word(of: Roster.standard.listOperations))
    var operation: String?

    @Option(
        help: ArgumentHelp(
            "A finding that is no fault, such as restarted; repeatable.", valueName: "finding"),
        transform: OptionValue.word(of: Finding.Code.allCases.map(\.rawValue)))
    var allow: [String] = []

    @Option("How many traversals there must be. (default: 1)", in: 0...1_000_000_000)
    var least: Int64?

    @Option(path: "Write this file too, in the form of JUnit's results.")
    var junit: String?

    @OptionGroup var access: AdminTokenOption

    func run() throws {
        let url = try url ?? AddressOptions.localURL
        let judged = try ServedTraversals(
            of: url, in: world, adminToken: try Given(access).adminToken?.text,
            operation: operation, allowing: allow, least: least
        ).verify(junit: junit)
        let noun = judged == 1 ? "traversal" : "traversals"
        StandardStream.output.write(line: "\(judged) \(noun) judged, and nothing is wrong")
    }
}
