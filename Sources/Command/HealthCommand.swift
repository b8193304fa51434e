internal import Seatfiller

extension Subcommand {
    /// `seatfiller health`
    static let health = Subcommand(
        name: "health",
        abstract: "Exit 0 when the server there is ready, else 1.",
        operand: Operand(
            name: "url",
            help: "The server's base URL; http, with an address or localhost, and a port.")
    ) { arguments in
        // The port that serve would take, did it start here.
        let port = try Arguments(of: .serve).integer("port", in: 0...65_535) ?? Settings().port
        let url = arguments.operands.first ?? "http://127.0.0.1:\(port)"
        guard url.hasPrefix("http://") else {
            throw CommandError.usage("the URL '\(url)' does not start with http://")
        }
        guard Console.isReady(url) else {
            throw CommandError.failure("nothing is ready on \(url)")
        }
        Console.write("ready on \(url)")
    }
}
