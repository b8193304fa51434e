import ArgumentParser
import Seatfiller

/// Where a server listens.
struct AddressOptions: ParsableArguments {
    @Option(
        help: "Address to bind: IPv4, IPv6 or localhost. (default: 127.0.0.1)",
        transform: OptionValue.address)
    var host: String?

    @Option(
        name: [.customShort("p", allowingJoined: true), .long],
        help: "Port; 0 picks a free one and prints it. (default: 7328)",
        transform: OptionValue.integer(in: 0...65_535))
    var port: Int?

    /// Where serve would listen if it started here.
    static var localURL: String {
        get throws {
            let port = try Given(AddressOptions.parse([])).port ?? Settings().port
            guard port > 0 else {
                throw SeatfillerError(
                    .usage, "SEATFILLER_PORT is 0, which means any port; give the server's URL")
            }
            return "http://127.0.0.1:\(port)"
        }
    }
}
