import ControlAPI
import Emulation
import HTTP
import HTTPServer

/// An emulator that listens.
package final class Service: Sendable {
    /// `http://127.0.0.1:7328`
    package let url: String
    /// Whether the control plane is open to more than this machine.
    let isOpenToOthers: Bool
    private let server: HTTPServer

    /// - Throws: `SeatfillerError` if the address or the port is not available.
    package init(_ emulator: Emulator, _ settings: Settings) throws(SeatfillerError) {
        let listener: Listener
        do throws(ListenError) {
            listener = try Listener(host: settings.host, port: settings.port)
        } catch {
            throw Self.wording(error, settings)
        }
        isOpenToOthers = !listener.address.isLoopback && settings.adminToken == nil
        guard !isOpenToOthers || settings.isAdminOpen else {
            throw SeatfillerError(
                .usage,
                "--host \(settings.host) can be reached from elsewhere: give --admin-token for the "
                    + "control plane, or leave it open with --admin-open")
        }
        let door = settings.door(to: listener.address)
        let server = HTTPServer(
            on: listener, loops: settings.loops, limits: settings.limits, memory: emulator.memory,
            tls: emulator.authority.map { authority in
                TLSSettings(
                    identity: { authority.identity(for: $0, at: $1) },
                    whenDistrusted: DistrustingClients(emulator.log).meet)
            }
        ) { emulator.respond(to: $0, through: door) }
        self.server = server
        emulator.worlds.metrics.watch { [weak server] in server?.connectionCount ?? 0 }
        // RFC 6874 escapes the percent sign before the zone of an address.
        let host = settings.host.replacing("%", with: "%25")
        url = "http://\(host.contains(":") ? "[\(host)]" : host):\(listener.port)"
        emulator.control.settings.listen(at: url)
    }

    /// Accepts no more requests, and returns when those in flight are answered, or after 5 seconds.
    package func stop() {
        server.stop()
    }

    private static func wording(_ error: ListenError, _ settings: Settings) -> SeatfillerError {
        switch error {
        case .notAnAddress(let host):
            SeatfillerError(
                .usage,
                "--host \(host) is not an address; give an IPv4 or IPv6 address, or localhost")
        case .portTaken(let port):
            SeatfillerError(
                .portTaken, "port \(port) is taken; choose another, or any free one with --port 0")
        case .refused(let reason):
            SeatfillerError(
                .failure, "cannot listen on \(settings.host), port \(settings.port): \(reason)")
        }
    }
}
