import ControlAPI
package import Emulation
import HTTPServer
import HTTPTypes
import System

/// The certificate authority of a running server, downloaded from it.
package struct ServedAuthority {
    private let url: String
    private static let patience = Duration.seconds(10)
    private static let mostBytes = 1 << 20

    /// - Parameter url: the base URL: `http://`, an address or `localhost`, and a port.
    package init(of url: String) {
        self.url = String(url.reversed().drop { $0 == "/" }.reversed())
    }

    /// The certificate of the authority, in PEM.
    package var pem: String {
        get throws(SeatfillerError) { String(decoding: try bytes(of: "ca.pem"), as: UTF8.self) }
    }

    /// The lines that set the environment variables for unchanged clients of the server.
    ///
    /// The lines name files in a new temporary folder. Nothing removes the folder, because the
    /// variables need it for as long as the user does.
    package func lines(
        for shell: ShellSyntax, in world: WorldName?
    ) throws(SeatfillerError) -> String {
        let files = AuthorityFiles(pem: try pem, trustStore: try bytes(of: "ca.p12"))
        let folder = try SeatfillerError.wording("there is no temporary folder", .failure) {
            () throws(FileError) in try PrivateFolder()
        }
        let trust = try ClientFiles(
            files, url: url, hosts: Roster.standard.hosts, world: world?.description
        ).write(to: folder)
        let environment = ClientEnvironment(url: url, world: world?.description, trust: trust)
        return shell.lines(environment.variables { Variables.text(of: $0) })
    }

    private func bytes(of name: String) throws(SeatfillerError) -> [UInt8] {
        let hostAndPort = url.dropFirst("http://".count).prefix { $0 != "/" }
        do throws(Download.Failure) {
            let answer = try Download(
                "/__admin/\(name)", [:], at: String(hostAndPort), patience: Self.patience)
            guard answer.status == 200 else {
                throw Download.Failure.noHTTP
            }
            var content: [UInt8] = []
            while content.count < Self.mostBytes, let piece = try answer.next() {
                content += piece
            }
            return content
        } catch {
            throw SeatfillerError(
                .failure,
                error == .unreachable
                    ? "nothing answers on \(url)"
                    : "the server on \(url) is not Seatfiller with TLS")
        }
    }
}
