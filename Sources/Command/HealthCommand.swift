import ArgumentParser
import Seatfiller

/// `seatfiller health`
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Exit 0 when the server there is ready, else 1.")

    @Argument(
        help: """
            The server's base URL; http, with an address or localhost, and a port. (default: this \
            machine, at the port of SEATFILLER_PORT or 7328)
            """, transform: OptionValue.url)
    var url: String?

    func run() throws {
        let url = try url ?? AddressOptions.localURL
        guard Console.isReady(url) else {
            throw SeatfillerError(.failure, "nothing is ready on \(url)")
        }
        Console.write("ready on \(url)")
    }
}
