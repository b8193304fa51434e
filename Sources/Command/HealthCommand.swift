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
        // The port that serve would take, did it start here.
        let port = try Given(AddressOptions.parse([])).port ?? Settings().port
        guard url != nil || port > 0 else {
            throw SeatfillerError(
                .usage, "SEATFILLER_PORT is 0, which is any port; give the server's URL")
        }
        let url = url ?? "http://127.0.0.1:\(port)"
        guard Console.isReady(url) else {
            throw SeatfillerError(.failure, "nothing is ready on \(url)")
        }
        Console.write("ready on \(url)")
    }
}
