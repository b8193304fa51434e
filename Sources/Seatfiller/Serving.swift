internal import Emulation
internal import HTTPServer

extension Seatfiller {
    /// Serves on a free port of the loopback while `body` runs, which is given the base URL.
    ///
    /// ```swift
    /// try await filler.serving { url in
    ///     let (data, _) = try await URLSession.shared.data(from: URL(string: url + "/V1/…")!)
    /// }
    /// ```
    public func serving<Result>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        var settings = settings
        settings.port = 0
        let service = try Service(self, settings)
        defer { service.stop() }
        return try await body(service.url)
    }
}

/// An emulator that listens.
package final class Service: Sendable {
    /// `http://127.0.0.1:7328`
    package let url: String
    private let server: HTTPServer

    /// - Throws: `SeatfillerError` where the address or the port cannot be had.
    package init(_ filler: Seatfiller, _ settings: Settings) throws(SeatfillerError) {
        guard !settings.isReachable || settings.isAdminOpen || settings.adminToken != nil else {
            throw SeatfillerError(
                .usage,
                "--host \(settings.host) can be reached from elsewhere: give --admin-token for the "
                    + "control plane, or leave it open with --admin-open")
        }
        do throws(ListenError) {
            server = try HTTPServer(
                host: settings.host, port: settings.port, loops: settings.loops,
                limits: settings.limits
            ) { filler.respond(to: $0) }
        } catch {
            throw Self.wording(error, settings)
        }
        let server = server
        filler.worlds.metrics.watch { [weak server] in server?.connectionCount ?? 0 }
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        url = "http://\(host):\(server.port)"
    }

    /// Accepts no more, and returns when what is in flight is answered, after 5 seconds at most.
    package func stop() {
        server.stop()
    }

    private static func wording(_ error: ListenError, _ settings: Settings) -> SeatfillerError {
        switch error {
        case .notAnAddress(let host):
            SeatfillerError(
                .usage, "--host \(host) is no address; give an IPv4 or IPv6 address, or localhost")
        case .portTaken(let port):
            SeatfillerError(
                .portTaken, "port \(port) is taken; choose another, or any free one with --port 0")
        case .refused(let reason):
            SeatfillerError(
                .failure, "cannot listen on \(settings.host), port \(settings.port): \(reason)")
        }
    }
}
