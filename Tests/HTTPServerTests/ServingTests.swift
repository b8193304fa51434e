import HTTP
import HTTPTypes
import TestWorlds
import Testing

@testable import HTTPServer

@Suite struct `The engine` {
    private static let get = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test func `answers a request whole`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send(
            "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        #expect(
            client.readToEnd() == """
                HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 12\r\nConnection: close\r\n\r\n\
                POST /a?b hi
                """)
    }

    @Test func `keeps a connection for the next request`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        for number in 1...3 {
            client.send("GET /\(number) HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(client.read(until: "GET /\(number) ").contains("HTTP/1.1 200 OK"))
        }
    }

    @Test func `answers pipelined requests in their order, also when no more will be sent`() throws
    {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        let numbers = Array(1...3000)
        client.send(numbers.map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
        client.finish()
        let answers = try #require(client.readToEnd()).split(separator: "GET /").dropFirst()
        #expect(answers.map { Int($0.prefix { $0.isNumber }) } == numbers)
    }

    @Test func `takes content in chunks`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        client.send("3\r\ndef\r\n0\r\n\r\n")
        #expect(client.read(until: "POST /c abcdef").hasSuffix("POST /c abcdef"))
    }

    @Test func `tells a client that asks to go on to go on`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        for _ in 1...2 {
            client.send(
                "POST /e HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("ok")
            #expect(client.read(until: "POST /e ok").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `tells it so after the answers that come before`() throws {
        let echo = try Echo(delay: .milliseconds(50))
        let client = RawClient(port: echo.port)
        client.send(
            Self.get
                + "POST /e HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        let answers = client.read(until: "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(answers.contains("GET /x HTTP/1.1 100 Continue"))
        client.send("ok")
        #expect(client.read(until: "POST /e ok").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test func `answers HEAD with the length and without the content`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("HEAD /h HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        #expect(
            client.readToEnd()
                == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 8\r\nConnection: close\r\n\r\n"
        )
    }

    @Test func `answers HTTP 1.0, and keeps its connection where it asks for that`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("GET /k HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(
            client.read(until: "GET /k ") == """
                HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 7\r\nConnection: keep-alive\r\n\r\n\
                GET /k\u{20}
                """)
        client.send("GET /o HTTP/1.0\r\n\r\n")
        #expect(
            client.readToEnd() == """
                HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 7\r\nConnection: close\r\n\r\n\
                GET /o\u{20}
                """)
    }

    @Test func `loses no answer to what a client sends behind its last request`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in
            Response(body: [UInt8](repeating: 0x78, count: 4 << 20))
        }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        client.send("GET /more HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect((client.readToEnd()?.utf8.count ?? 0) > 4 << 20)
        server.stop()
    }

    @Test func `a late answer holds up nobody else`() throws {
        let slow = try Echo(delay: .milliseconds(400))
        let first = RawClient(port: slow.port)
        let second = RawClient(port: slow.port)
        let clock = ContinuousClock()
        let time = clock.measure {
            first.send(Self.get)
            second.send(Self.get)
            _ = first.read(until: "GET /x ")
            _ = second.read(until: "GET /x ")
        }
        #expect(time >= .milliseconds(400))
        #expect(time < .milliseconds(800))
    }

    @Test func `a client that leaves before a late answer harms nobody`() throws {
        let slow = try Echo(delay: .milliseconds(100))
        for _ in 1...5 {
            let client = RawClient(port: slow.port)
            client.send(Self.get)
            client.reset()
        }
        let client = RawClient(port: slow.port)
        client.send(Self.get)
        #expect(client.read(until: "GET /x ").hasSuffix("GET /x "))
    }

    @Test func `serves many connections at once on several loops`() throws {
        let echo = try Echo(loops: 3)
        let clients = (0..<200).map { _ in RawClient(port: echo.port) }
        for (number, client) in clients.enumerated() {
            client.send("GET /\(number) HTTP/1.1\r\nHost: h\r\n\r\n")
        }
        for (number, client) in clients.enumerated() {
            #expect(client.read(until: "GET /\(number) ").hasSuffix("GET /\(number) "))
        }
    }

    @Test func `a second server cannot take the port`() throws {
        let echo = try Echo()
        #expect(throws: ListenError.portTaken(echo.port)) {
            try HTTPServer(host: "127.0.0.1", port: echo.port, loops: 1) { _ in Response() }
        }
        #expect(throws: ListenError.notAnAddress("example.org")) {
            try HTTPServer(host: "example.org", port: 0, loops: 1) { _ in Response() }
        }
    }

    @Test func `IPv6 is served too`() throws {
        let server = try HTTPServer(host: "::1", port: 0, loops: 1) { _ in Response() }
        #expect(Probe.status(of: "/", at: "[::1]:\(server.port)", within: .seconds(5)) == 200)
        server.stop()
        #expect(Probe.status(of: "/", at: "[::1]:\(server.port)", within: .seconds(5)) == nil)
    }
}

@Suite struct `Stopping the engine` {
    @Test func `idle connections are closed and the port is free again`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(client.read(until: "GET /x ").hasSuffix("GET /x "))
        let port = echo.port
        echo.stop()
        #expect(client.readToEnd() == "")
        let next = try HTTPServer(host: "127.0.0.1", port: port, loops: 1) { _ in Response() }
        next.stop()
    }

    @Test func `what is in flight is answered, and told that the connection closes`() throws {
        let echo = try Echo(delay: .milliseconds(200))
        let client = RawClient(port: echo.port)
        client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
        // Another connection's answer shows that the loop has taken the first request.
        let other = RawClient(port: echo.port)
        other.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = other.read(until: "GET /2 ")
        echo.stop()
        #expect(client.readToEnd()?.hasSuffix("GET /1 ") == true)
        #expect(
            other.readToEnd() == """
                HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 7\r\nConnection: close\r\n\r\n\
                GET /3\u{20}
                """)
    }

    @Test func `nobody is accepted any more while answers are in flight`() throws {
        let echo = try Echo(delay: .milliseconds(500))
        let client = RawClient(port: echo.port)
        client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
        echo.stop()
        #expect(Probe.status(of: "/", at: "127.0.0.1:\(echo.port)", within: .seconds(5)) == nil)
        #expect(client.readToEnd()?.hasSuffix("GET /1 ") == true)
    }

    @Test func `clients that are just being accepted harm nobody`() throws {
        for _ in 1...50 {
            let echo = try Echo(loops: 2)
            let clients = (1...40).map { _ in RawClient(port: echo.port) }
            echo.stop(within: .zero)
            for client in clients { #expect(client.readToEnd() == "") }
        }
    }

    @Test func `grace has an end`() throws {
        let echo = try Echo(delay: .seconds(600))
        let client = RawClient(port: echo.port)
        client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
        let time = ContinuousClock().measure { echo.stop(within: .milliseconds(100)) }
        #expect(time < .patience)
        #expect(client.readToEnd() == "")
    }
}
