import HTTP
import TestWorlds
import Testing

@testable import HTTPServer

@Suite struct `A limit of the engine` {
    private static func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        change(&limits)
        return limits
    }

    @Test func `an unused connection is closed`() throws {
        let echo = try Echo(limits: Self.limits { $0.idle = .milliseconds(100) })
        #expect(RawClient(port: echo.port).readToEnd() == "")
        let client = RawClient(port: echo.port)
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(client.readToEnd()?.hasSuffix("GET /x ") == true)
    }

    @Test func `a head that drips in too slowly is a 408`() throws {
        let echo = try Echo(limits: Self.limits { $0.header = .milliseconds(200) })
        let client = RawClient(port: echo.port)
        client.send("GET / HTTP/1.1\r\n")
        #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") == true)
    }

    @Test(arguments: [["X"], ["\r", "\n"]])
    func `neither bytes nor blank lines now and then put the deadline off`(drip: [String]) throws {
        // Bytes begin a request, blank lines do not.
        let echo = try Echo(
            limits: Self.limits { ($0.header, $0.idle) = (.milliseconds(300), .milliseconds(300)) })
        let client = RawClient(port: echo.port)
        let clock = ContinuousClock()
        let start = clock.now
        var isTaken = true
        while isTaken, clock.now - start < .patience {
            isTaken = drip.allSatisfy { client.send($0) }
            // Waits for a moment on a socket that has nothing to say.
            _ = Probe.status(of: "/", at: "127.0.0.1:\(echo.port)", within: .milliseconds(50))
        }
        #expect(!isTaken)
    }

    @Test func `an empty line behind a request makes nobody late`() throws {
        let echo = try Echo(
            limits: Self.limits { ($0.header, $0.idle) = (.milliseconds(20), .milliseconds(300)) })
        let client = RawClient(port: echo.port)
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n\r\n")
        // Closed as an unused connection is, without a 408.
        #expect(client.readToEnd()?.hasSuffix("GET /x ") == true)
    }

    @Test func `clients that come and go at once harm nobody, however short the limit`() throws {
        let echo = try Echo(limits: Self.limits { $0.idle = .milliseconds(10) })
        for _ in 1...2000 { _ = RawClient(port: echo.port) }
        // A client that is slower than the limit is let go: so it may take some tries.
        var answer: String? = ""
        for _ in 1...100 where answer == "" {
            let client = RawClient(port: echo.port)
            client.send("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            answer = client.readToEnd()
        }
        #expect(answer?.hasSuffix("GET /x ") == true)
    }

    @Test func `content that drips in too slowly is a 408`() throws {
        let echo = try Echo(limits: Self.limits { $0.body = .milliseconds(200) })
        let client = RawClient(port: echo.port)
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
        #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 408 ") == true)
    }

    @Test func `a client that takes no answer is let go`() throws {
        let limits = Self.limits { $0.idle = .milliseconds(200) }
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1, limits: limits) { _ in
            Response(body: [UInt8](repeating: 0x78, count: 32 << 20))
        }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        // The loop has one connection only; when it has let go of it, it can stop at once.
        _ = Probe.status(of: "/", at: "127.0.0.1:\(server.port)", within: .milliseconds(600))
        server.stop(within: .seconds(5))
        #expect((client.readToEnd()?.utf8.count ?? 0) < 32 << 20)
    }

    @Test func `a connection too many is answered 503`() throws {
        let echo = try Echo(limits: Self.limits { $0.connections = 3 })
        let clients = (1...3).map { _ in RawClient(port: echo.port) }
        for client in clients {
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(client.read(until: "GET /x ").hasSuffix("GET /x "))
        }
        let fourth = RawClient(port: echo.port)
        fourth.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(fourth.readToEnd()?.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n") == true)
        // Those who were turned away and do not go take nobody's place.
        let lingering = (1...5).map { _ in RawClient(port: echo.port) }
        for client in lingering {
            #expect(client.read(until: "\r\n").hasPrefix("HTTP/1.1 503 "))
        }
        clients[0].send("GET /bye HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(clients[0].readToEnd()?.hasSuffix("GET /bye ") == true)
        clients[0].finish()
        while echo.connectionCount > 2 { _ = clients[1].send("") }
        let fifth = RawClient(port: echo.port)
        fifth.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(fifth.read(until: "GET /x ").hasSuffix("GET /x "))
        withExtendedLifetime(lingering) {}
    }
}
