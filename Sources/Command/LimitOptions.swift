import ArgumentParser
import Emulation
import HTTP
import Seatfiller

/// What the server holds, and what a client may send, before something is refused.
struct LimitOptions: ParsableArguments {
    private static let most = 1 << 30

    @Option(
        "Requests that each world's journal keeps; 0 switches it off. (default: 10000)",
        in: 0...10_000_000)
    var journal: Int?

    @Option(
        "Size of each world's journal; 0 switches it off. (default: 16777216)",
        counting: "bytes", in: 0...(1 << 40))
    var journalBytes: Int?

    @Option(
        "How much of each answer's content the journal keeps; 0 for no answers. (default: 2048)",
        counting: "bytes", in: 0...most)
    var journalAnswers: Int?

    @Option(
        "How long a client may be silent before it has given up a traversal. (default: 30)",
        counting: "seconds", in: 0...1_000_000_000)
    var traversalIdle: Int64?

    @Option("Worlds at once. (default: 1000)", in: 1...1_000_000)
    var maxWorlds: Int?

    @Option(
        "What a world may add to its seed. (default: 67108864)", counting: "bytes",
        in: (1 << 20)...(1 << 40))
    var worldBytes: Int?

    @Option(
        help: ArgumentHelp(
            "What worlds, snapshots, journals and request bodies take together: bytes, or 512MiB. "
                + "(default: half of the memory of the machine or the container)",
            valueName: "size"),
        transform: OptionValue.size(in: (1 << 20)...(1 << 50)))
    var memory: Int?

    @Option(
        "Request line and header fields; more is a 431. (default: 65536)", counting: "bytes",
        in: 256...most)
    var maxHeaderBytes: Int?

    @Option(
        "Request body; more is a 413. (default: 8388608)", counting: "bytes", in: 0...most)
    var maxBodyBytes: Int?

    @Option("Open connections; more get a 503. (default: 10000)", in: 1...1_000_000)
    var maxConnections: Int?

    @Option(seconds: "Time until an unused connection is closed. (default: 60)")
    var idleTimeout: Duration?

    @Option(seconds: "Time for a request's header fields; longer is a 408. (default: 10)")
    var headerTimeout: Duration?

    @Option(seconds: "Time for a request's body; longer is a 408. (default: 30)")
    var bodyTimeout: Duration?
}

extension Settings {
    /// Takes over the limits that are given.
    mutating func apply(_ given: Given<LimitOptions>) {
        journal.entries = given.journal ?? journal.entries
        journal.bytes = given.journalBytes ?? journal.bytes
        if journal.bytes == 0 { journal.entries = 0 }
        journal.answerBytes = given.journalAnswers ?? journal.answerBytes
        traversalIdleSeconds = given.traversalIdle ?? traversalIdleSeconds
        mostWorlds = given.maxWorlds ?? mostWorlds
        worldBytes = given.worldBytes ?? worldBytes
        memory = given.memory ?? memory
        limits.headerBytes = given.maxHeaderBytes ?? limits.headerBytes
        limits.bodyBytes = given.maxBodyBytes ?? limits.bodyBytes
        limits.connections = given.maxConnections ?? limits.connections
        limits.idle = given.idleTimeout ?? limits.idle
        limits.header = given.headerTimeout ?? limits.header
        limits.body = given.bodyTimeout ?? limits.body
    }
}
