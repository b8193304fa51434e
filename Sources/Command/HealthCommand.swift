internal import ArgumentParser
internal import Seatfiller

/// `seatfiller health`
internal struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Exit 0 when the server there is ready, else 1.")

    @Argument(help: "The server's base URL; http, with an address or localhost, and a port.")
    var url: String?

    func run() throws {
        let port = try Environment().integer(nil, "port", or: Settings().port, in: 0...65_535)
        let url = url ?? "http://127.0.0.1:\(port)"
        guard url.hasPrefix("http://") else {
            throw ValidationError("the URL '\(url)' does not start with http://")
        }
        guard Console.isReady(url) else {
            Console.complain("seatfiller: nothing is ready on \(url)")
            throw ExitCode(1)
        }
        Console.write("ready on \(url)")
    }
}
