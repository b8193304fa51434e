import ArgumentParser
import Seatfiller
import System

/// `seatfiller ca`
struct AuthorityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ca",
        abstract: "Print the certificate that makes clients trust the server there, in PEM.")

    @Argument(
        help: """
            The server's base URL; http, with an address or localhost, and a port. (default: this \
            machine, at the port of SEATFILLER_PORT or 7328)
            """, transform: OptionValue.url)
    var url: String?

    func run() throws {
        let pem = try ServedAuthority(of: url ?? AddressOptions.localURL).pem
        StandardStream.output.write(line: String(pem.trimmingSuffix { $0.isNewline }))
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
