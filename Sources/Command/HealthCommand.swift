import ArgumentParser
import Seatfiller
import System

/// `seatfiller health`
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Exit 0 if the server is ready, else 1.")

    @Argument(
        help: """
            The server's base URL: http, an address or localhost, and a port. (default: this \
            machine, at the port of SEATFILLER_PORT or 7328)
            """, transform: OptionValue.url)
    var url: String?

    func run() throws {
        let url = try url ?? AddressOptions.localURL
        guard ServerProcess.isReady(at: url) else {
            throw SeatfillerError(.failure, "no server is ready on \(url)")
        }
        StandardStream.output.write(line: "ready on \(url)")
    }
}
