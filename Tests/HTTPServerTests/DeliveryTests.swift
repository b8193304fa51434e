import HTTP
import HTTPTypes
import Synchronization
import TestWorlds
import Testing

@testable import HTTPServer

/// A server whose answers go out as a test wants them to.
private final class Faulty: Sendable {
    private let server: HTTPServer
    var port: Int { server.port }
    var connectionCount: Int { server.connectionCount }

    init(_ delivery: Delivery, body: String = "0123456789") throws {
        server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) {
            var response = Response(
                headerFields: [HTTPField.Name("Date")!: "now"], body: Array(body.utf8))
            if $0.target.raw != "/whole" { response.delivery = delivery }
            return response
        }
    }

    deinit {
        server.stop(within: .zero)
    }

    /// All that a client gets for one request, and whether the connection is still the server's.
    func get(_ target: String = "/") -> String? {
        let client = RawClient(port: port)
        client.send("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n")
        return client.readToEnd()
    }
}

@Suite struct `An answer that goes out` {
    @Test func `says nothing again that it says itself`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            Response(headerFields: [.date: "now", .connection: "close"], body: Array("hi".utf8))
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(
            client.readToEnd()
                == "HTTP/1.1 200 OK\r\nDate: now\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"
        )
    }

    @Test(arguments: ["0", "1", "2", "3", "x"])
    func `has the one length that is right, whatever it says itself`(length: String) throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { request in
            var response = Response(
                headerFields: [
                    .date: "now", .contentLength: length, .transferEncoding: "chunked",
                ], body: Array("hi".utf8))
            if request.target.raw == "/cut" { response.delivery = .truncated(byteCount: 1) }
            return response
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        for target in ["/", "/", "/cut"] {
            client.send("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(
                client.read(until: target == "/" ? "hi" : "\r\n\r\nh")
                    == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 2\r\n\r\n"
                    + (target == "/" ? "hi" : "h"))
        }
        #expect(client.readToEnd() == "")
    }

    private static let deliveries: [Delivery] = [
        .whole, .dribbled(pieces: 3, pause: .milliseconds(1)), .truncated(byteCount: 4),
        .malformedChunk,
    ]

    @Test(
        arguments: [
            ("GET", 204, ""), ("GET", 205, "Content-Length: 0\r\n"), ("GET", 304, ""),
            ("HEAD", 204, ""), ("HEAD", 200, "Content-Length: 10\r\n"),
            ("HEAD", 404, "Content-Length: 10\r\n"),
        ], deliveries)
    func `is a head alone where no content may be, and leaves the next answer whole`(
        asked: (method: String, status: Int, length: String), delivery: Delivery
    ) throws {
        let status = HTTPResponse.Status.registered(asked.status)
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { request in
            guard request.target.raw == "/" else { return Response(body: Array("next".utf8)) }
            var response = Response(
                status, headerFields: [.date: "now", .contentLength: "7"],
                body: Array("0123456789".utf8))
            response.delivery = delivery
            return response
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("\(asked.method) / HTTP/1.1\r\nHost: h\r\n\r\n")
        let isChunked = delivery == .malformedChunk && status.allowsContent
        let framing = isChunked ? "Transfer-Encoding: chunked\r\n" : asked.length
        #expect(
            client.read(until: "\r\n\r\n")
                == "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\nDate: now\r\n\(framing)\r\n")
        client.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n")
        let goesOn = Self.deliveries[..<2].contains(delivery)
        #expect(client.read(until: "next").hasPrefix("HTTP/1.1 200 OK\r\n") == goesOn)
    }

    @Test(arguments: deliveries)
    func `says when it was given`(delivery: Delivery) throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            var response = Response(body: Array("0123456789".utf8))
            response.delivery = delivery
            return response
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        let answer = try #require(client.readToEnd())
        let date = /\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/
        #expect(answer.matches(of: date).count == 1)
        #expect(answer.matches(of: /\r\nConnection: close\r\n/).count == 1)
    }

    /// Deadlines are looked at every ten milliseconds.
    private static func limits(idle: Duration) -> Limits {
        var limits = Limits()
        limits.idle = idle
        limits.linger = .milliseconds(40)
        return limits
    }

    @Test func `in pieces that take longer than a client may is not cut`() throws {
        let server = try HTTPServer(
            host: "127.0.0.1", port: 0, loops: 1, limits: Self.limits(idle: .milliseconds(100))
        ) { _ in
            var response = Response(body: Array("0123456789".utf8))
            response.delivery = .dribbled(pieces: 3, pause: .milliseconds(200))
            return response
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(client.readToEnd()?.hasSuffix("\r\n\r\n0123456789") == true)
    }

    /// A client on a busy machine may read nothing for seconds.
    @Test func `late and long is whole, since its client had nothing to take before`() throws {
        let server = try HTTPServer(
            host: "127.0.0.1", port: 0, loops: 1, limits: Self.limits(idle: .seconds(10))
        ) { _ in
            // More than the buffers of both sockets hold.
            Response(body: [UInt8](repeating: 0x78, count: 16 << 20), delay: .seconds(10.5))
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect((client.readToEnd()?.utf8.count ?? 0) > 16 << 20)
    }

    @Test func `not at all closes the connection`() throws {
        #expect(try Faulty(.nothing).get() == "")
    }

    @Test func `as a reset closes it too`() throws {
        #expect(try Faulty(.reset).get() == "")
    }

    @Test func `as garbage is no HTTP`() throws {
        #expect(try Faulty(.garbage).get() == "lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n")
    }

    @Test func `as a chunk that is none begins well`() throws {
        #expect(
            try Faulty(.malformedChunk).get() == """
                HTTP/1.1 200 OK\r\nDate: now\r\nTransfer-Encoding: chunked\r\n\r\n\
                lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n
                """)
    }

    @Test(arguments: [(0, ""), (4, "0123"), (10, "0123456789"), (11, "0123456789")])
    func `cut off says its right length`(count: Int, rest: String) throws {
        #expect(
            try Faulty(.truncated(byteCount: count)).get()
                == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 10\r\n\r\n\(rest)")
    }

    @Test func `cut off far into long content has all until there`() throws {
        let body = String(repeating: "x", count: 5_000_000)
        let answer = try Faulty(.truncated(byteCount: 4_000_000), body: body).get()
        #expect(answer?.hasSuffix(String(repeating: "x", count: 1000)) == true)
        #expect(answer?.utf8.count ?? 0 == 4_000_000 + 55)
    }

    @Test(arguments: [1, 2, 3, 10, 50])
    func `in pieces is whole in the end, and the connection goes on`(pieces: Int) throws {
        let faulty = try Faulty(.dribbled(pieces: pieces, pause: .milliseconds(1)))
        let client = RawClient(port: faulty.port)
        for _ in 0..<2 {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = client.read(until: "0123456789")
            #expect(answer.contains("Content-Length: 10\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n0123456789"))
        }
    }

    @Test(arguments: [
        Delivery.nothing, .reset, .garbage, .malformedChunk, .truncated(byteCount: 3),
    ])
    func `broken leaves no connection behind, and the others alone`(delivery: Delivery) throws {
        let faulty = try Faulty(delivery)
        let other = RawClient(port: faulty.port)
        for _ in 0..<20 {
            _ = faulty.get()
            other.send("GET /whole HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(other.read(until: "0123456789").contains("200 OK"))
        }
        let deadline = ContinuousClock.now + .patience
        while faulty.connectionCount > 1, ContinuousClock.now < deadline {}
        #expect(faulty.connectionCount == 1)
    }

    @Test func `when it is there keeps nobody else waiting`() throws {
        let later = Pending()
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { request in
            guard request.target.raw == "/now" else { return Response(later) }
            later.resolve(Response(body: Array("later".utf8)))
            return Response(body: Array("now".utf8))
        }
        defer { server.stop(within: .zero) }
        let (waiting, other) = (RawClient(port: server.port), RawClient(port: server.port))
        waiting.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n")
        other.send("GET /now HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(other.read(until: "now").hasSuffix("now"))
        #expect(waiting.read(until: "later").hasSuffix("later"))
    }

    @Test func `when its time is over is another one`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            let timeout = Pending.Timeout(after: .milliseconds(10)) {
                Response(body: Array("too late".utf8))
            }
            return Response(Pending(timeout: timeout))
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(client.read(until: "too late").hasSuffix("too late"))
    }

    /// Clients that close in either way while an answer is waited for, delayed, or dribbled.
    @Test(arguments: [true, false], ["pending", "delayed", "dribbled"])
    func `when its client has gone is forgotten`(isReset: Bool, kind: String) throws {
        let never = Pending()
        var limits = Limits()
        limits.connections = 1
        limits.linger = .milliseconds(20)
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1, limits: limits) { _ in
            switch kind {
            case "pending": return Response(never)
            case "delayed": return Response(delay: .seconds(600))
            default:
                var response = Response(body: Array("slowly".utf8))
                response.delivery = .dribbled(pieces: 2, pause: .seconds(600))
                return response
            }
        }
        defer { server.stop(within: .zero) }
        do {
            let client = RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            while server.connectionCount == 0 {}
            if kind == "dribbled" { #expect(client.read(until: "slo").hasSuffix("slo")) }
            if isReset { client.reset() }
        }
        let deadline = ContinuousClock.now + .patience
        while server.connectionCount > 0, ContinuousClock.now < deadline {}
        #expect(server.connectionCount == 0)
        if kind == "pending" {
            while !never.isCancelled, ContinuousClock.now < deadline {}
            #expect(never.isCancelled)
        }
    }

    @Test func `to a client that sends no more is given all the same`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            Response(body: Array("late".utf8), delay: .milliseconds(600))
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        client.finish()
        #expect(client.readToEnd()?.hasSuffix("late") == true)
    }
}

@Suite struct `Content that is made while it is sent` {
    /// A server that answers the first request with the stream, whose other end it gives.
    private static func server() throws -> (HTTPServer, ContentStream.Writer) {
        let (writer, reader) = ContentStream.make()
        let streams = Mutex([reader])
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            var response = Response(headerFields: [.date: "now"])
            response.stream = streams.withLock { $0.popLast() }
            return response
        }
        return (server, writer)
    }

    @Test func `goes out in chunks, and the connection goes on`() throws {
        let (server, stream) = try Self.server()
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(
            client.read(until: "\r\n\r\n")
                == "HTTP/1.1 200 OK\r\nDate: now\r\nTransfer-Encoding: chunked\r\n\r\n")
        #expect(stream.write(Array("0123456789abcdef".utf8)))
        #expect(client.read(until: "f\r\n") == "10\r\n0123456789abcdef\r\n")
        #expect(stream.write(Array("end".utf8)))
        stream.finish()
        client.send("GET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(
            client.readToEnd() == """
                3\r\nend\r\n0\r\n\r\n\
                HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\nConnection: close\r\n\r\n
                """)
    }

    @Test func `ends with the connection in HTTP 1.0`() throws {
        let (server, stream) = try Self.server()
        defer { server.stop(within: .zero) }
        #expect(stream.write(Array("all".utf8)))
        stream.finish()
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(
            client.readToEnd()
                == "HTTP/1.1 200 OK\r\nDate: now\r\nConnection: close\r\n\r\nall")
    }

    @Test(
        arguments: [Delivery.whole, .dribbled(pieces: 3, pause: .milliseconds(1))],
        [
            ("HTTP/1.1", "", ""),
            ("HTTP/1.0", "Connection: keep-alive\r\n", "Connection: keep-alive\r\n"),
        ])
    func `has a length where that is known, and the connection goes on`(
        delivery: Delivery, version: (String, String, String)
    ) throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { request in
            var response = Response(headerFields: [.date: "now"])
            let length = request.target.query.first.flatMap { Int($0.value) } ?? 0
            response.stream = ContentStream.repeating(Array("abc".utf8), upTo: length)
            response.delivery = delivery
            return response
        }
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        for (length, content) in [(7, "abcabca"), (6, "abcabc"), (0, "")] {
            let target = "/?n=\(length) \(version.0)\r\nHost: h\r\n\(version.1)\r\n"
            let head =
                "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: \(length)\r\n\(version.2)\r\n"
            client.send("HEAD \(target)")
            #expect(client.read(until: "\r\n\r\n") == head)
            client.send("GET \(target)")
            #expect(client.read(until: "\r\n\r\n" + content) == head + content)
        }
    }

    @Test func `that breaks off is no whole answer`() throws {
        let (server, stream) = try Self.server()
        defer { server.stop(within: .zero) }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(stream.write(Array("part".utf8)))
        #expect(client.read(until: "part\r\n").hasSuffix("4\r\npart\r\n"))
        stream.fail()
        #expect(client.readToEnd() == "")
    }

    @Test func `waits for a slow reader, and ends where nobody reads`() throws {
        let (server, stream) = try Self.server()
        defer { server.stop(within: .zero) }
        do {
            let client = RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = client.read(until: "\r\n\r\n")
            client.reset()
        }
        // More than all buffers on the way hold.
        let piece = [UInt8](repeating: 0x78, count: 1 << 20)
        var count = 0
        while count < 1000, stream.write(piece) { count += 1 }
        #expect(count < 1000)
    }
}
