import Foundation
import HTTP
import HTTPServer
import HTTPTypes
import Synchronization
import TestWorlds
import Testing

@Suite struct `A tunnel through the engine` {
    /// Opens a tunnel to `a.test` alone, and says of other requests what they came through.
    private static func seen(_ scenario: String, limits: Limits = Limits()) throws -> String {
        try SecureServer(limits: limits) { request in
            guard request.method == .connect else {
                let scheme = request.isSecure ? "https" : "http"
                let words = "\(scheme) \(request.tunnel?.authority ?? "none") "
                return Response(body: Array(words.utf8) + request.body)
            }
            var response = Response()
            guard request.target.raw.hasPrefix("a.test:") else { return Response(.forbidden) }
            response.tunnel = Tunnel(to: request.target.raw)
            return response
        }.seen(scenario)
    }

    @Test func `speaks TLS or plain HTTP behind the answer, which has no length`() throws {
        #expect(
            try Self.seen("tunnels") == """
                HTTP/1.1: HTTP/1.1 200 OK, framed: False
                a.test in TLS: https a.test:443 one, https a.test:443 two
                HTTP/1.0: HTTP/1.1 200 OK, framed: False
                a.test in TLS: https a.test:443 one, https a.test:443 two
                plain: http a.test:80 one
                without a name: is a.test
                another name: TLSV1_UNRECOGNIZED_NAME
                refused: HTTP/1.1 403 Forbidden, framed: True, then closed

                """)
    }

    @Test func `takes what the client has sent before it was open`() throws {
        #expect(try Self.seen("early") == "https a.test:443 early\n")
    }

    @Test func `has the deadlines of any connection`() throws {
        var limits = Limits()
        limits.header = .milliseconds(200)
        limits.idle = .milliseconds(200)
        #expect(
            try Self.seen("deadlines", limits: limits) == """
                silent: closed
                a handshake that stops: closed
                a head that stops: HTTP/1.1 408 Request Timeout

                """)
    }

    @Test func `does not hold up a server that stops, whatever is in it`() throws {
        let stop = Mutex<(@Sendable () -> Void)?>(nil)
        let secure = try SecureServer { request in
            if request.target.path == "/stop" { stop.withLock { $0 }?() }
            var response = Response()
            if request.method == .connect { response.tunnel = Tunnel(to: request.target.raw) }
            return response
        }
        let server = secure.server
        // The grace would outlast everybody's patience. The handler's thread is one that stops.
        stop.withLock {
            $0 = { Thread.detachNewThread { server.stop(within: .seconds(3600)) } }
        }
        #expect(
            try secure.seen("stop") == """
                before: HTTP/1.1 200 OK
                the last: HTTP/1.1 200 OK
                silent: ended
                in a handshake: ended
                in TLS: ended

                """)
    }
}
