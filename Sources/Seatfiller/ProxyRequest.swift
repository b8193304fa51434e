import Emulation
import HTTP
import HTTPTypes

/// A request to the emulator as a proxy. It is a proxy for the emulated hosts only, and it is these
/// hosts itself, so it never opens a connection.
struct ProxyRequest {
    private let request: Request

    init(_ request: Request) {
        self.request = request
    }

    /// Refuses a request for a host that is not emulated, and writes it to the journal.
    func refused(in world: Emulation.World, counting metrics: Metrics) -> Answer {
        let clock = ContinuousClock()
        let start = clock.now
        let at = world.clock.now
        var answer = Answer(refusal(world.roster), by: WorldRule.proxyRefused)
        answer.operation = WorldRule.proxyRefused.id
        answer = answer.labelled(in: world)
        world.count(answer)
        let duration = clock.now - start
        metrics.count(answer, of: "proxy", taking: duration)
        metrics.noteRefused(Host.text(in: request.authority))
        world.journal.write(request, answer, at: at, taking: duration)
        return answer
    }

    private func refusal(_ roster: Roster) -> Response {
        let authority = request.authority
        let hosts = roster.apis.compactMap { $0.hosts.first }.joined(separator: ", ")
        var response = Problem(
            .forbidden, code: "host-not-emulated",
            detail: "Nothing is sent to '\(authority.prefix(300))', which is not emulated.",
            hint: Host(authority: authority)?.isLoopback == true
                ? "Ask it without the proxy: NO_PROXY=localhost,127.0.0.1,::1"
                : "Emulated are \(hosts) and their other names."
        ).response
        response.headerFields[.seatfillerRefused] = String(Host.text(in: authority))
        return response
    }

    /// Answers CONNECT to an emulated host.
    ///
    /// - Parameter opensTunnels: whether the server speaks TLS, so that it can open tunnels.
    /// - Throws: a problem if no tunnel can be opened, or the target is not a host and a port.
    func connected(_ opensTunnels: Bool) throws(Problem) -> Response {
        let target = request.target.raw
        guard let tunnel = Tunnel(to: target, world: WorldSelection.text(in: request)) else {
            throw Problem(
                .badRequest, code: "no-authority",
                detail: "'\(target.prefix(300))' is not a host and a port.",
                hint: "CONNECT host:443 asks for a tunnel.")
        }
        guard opensTunnels, !request.isSecure else {
            throw Problem(
                .notImplemented, code: "no-tunnel",
                detail: opensTunnels
                    ? "No tunnel is opened to '\(target.prefix(300))' through TLS."
                    : "No tunnel is opened to '\(target.prefix(300))': TLS is not spoken here.",
                hint: opensTunnels
                    ? "Name the proxy by an http:// URL." : "Ask for http:// URLs, which need none."
            )
        }
        var response = Response()
        response.tunnel = tunnel
        return response
    }
}
