import ArgumentParser
import Emulation
import Seatfiller

/// `seatfiller export`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the data of a running server, or of a store file, as a seed.",
        discussion: "The seed loads again and gives the same answers.")

    @Argument(
        help: """
            A server's base URL, http with an address or localhost and a port, or a store file, \
            which stays as it is. (default: this machine, at the port of SEATFILLER_PORT or 7328)
            """, completion: .file(), transform: OptionValue.source)
    var source: String?

    @Option(
        help: ArgumentHelp("The server's world. (default: default)", valueName: "name"),
        transform: OptionValue.world)
    var world: WorldName?

    @OptionGroup var access: AdminTokenOption

    @Option(path: "Write this file instead of printing: whole, or not at all.")
    var output: String?

    func run() throws {
        try Export(export).write(to: output)
    }

    private var export: Export.Source {
        get throws {
            let url = try source ?? AddressOptions.localURL
            guard url.contains("://") else {
                if world != nil {
                    throw SeatfillerError(
                        .usage, "--world needs a running server; a store file holds one world")
                }
                return .store(url)
            }
            return .server(
                url: url, world: world, adminToken: try Given(access).adminToken?.text)
        }
    }
}
