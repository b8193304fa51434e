import HTTP
import HTTPServer
import Synchronization
import TestWorlds
import Testing

@Suite struct `The engine over TLS` {
    @Test func `speaks versions 1.2 and 1.3, and plain HTTP on the same port`() throws {
        #expect(
            try SecureServer().seen("versions") == """
                TLSv1_1 TLSV1_ALERT_PROTOCOL_VERSION
                TLSv1.2 HTTP/1.1 200 OK
                TLSv1.3 HTTP/1.1 200 OK
                plain HTTP/1.1 200 OK

                """)
    }

    @Test func `proves itself with the certificate of the name that is asked for`() throws {
        #expect(
            try SecureServer().seen("names") == """
                a.test is a.test HTTP/1.1 200 OK
                b.test is b.test HTTP/1.1 200 OK
                127.0.0.1 is an address HTTP/1.1 200 OK
                c.test TLSV1_UNRECOGNIZED_NAME

                """)
    }

    @Test func `tells of a client that does not accept its certificate`() throws {
        let clients = Mutex<[String]>([])
        let secure = try SecureServer(
            whenDistrusted: { client in clients.withLock { $0.append(client) } })
        #expect(
            try secure.seen("distrust") == """
                TLSv1_2 CERTIFICATE_VERIFY_FAILED
                TLSv1_3 CERTIFICATE_VERIFY_FAILED
                another name TLSV1_UNRECOGNIZED_NAME
                another version TLSV1_ALERT_PROTOCOL_VERSION
                no TLS: True

                """)
        // What has come by now is read before the end.
        secure.server.stop()
        #expect(clients.withLock(\.self) == ["127.0.0.1", "127.0.0.1"])
    }

    @Test func `agrees on HTTP 1.1 and on no other protocol`() throws {
        #expect(
            try SecureServer().seen("protocols") == """
                None None HTTP/1.1 200 OK
                ['http/1.1'] http/1.1 HTTP/1.1 200 OK
                ['h2', 'http/1.1'] http/1.1 HTTP/1.1 200 OK
                ['h2'] refused

                """)
    }

    @Test func `keeps nothing of a session that has ended`() throws {
        #expect(
            try SecureServer().seen("resumption") == """
                TLSv1_2 HTTP/1.1 200 OK ticket: False resumed: False
                TLSv1_2 HTTP/1.1 200 OK ticket: False resumed: False
                TLSv1_3 HTTP/1.1 200 OK ticket: False resumed: False
                TLSv1_3 HTTP/1.1 200 OK ticket: False resumed: False

                """)
        #expect(try SecureServer().seen("renegotiation") == "no renegotiation: True\n")
    }

    @Test func `ends what is malformed, and serves the next`() throws {
        #expect(
            try SecureServer().seen("malformed") == """
                ended: 500
                then: HTTP/1.1 200 OK

                """)
    }

    @Test func `ends a handshake that is cut anywhere, and takes one byte by byte`() throws {
        #expect(
            try SecureServer().seen("cut") == """
                in the first flight: True
                in the second: True
                byte by byte: HTTP/1.1 200 OK

                """)
    }

    @Test func `shakes hands with a thousand at once, and holds them while they are idle`() throws {
        var limits = Limits()
        // A busy machine takes its time for a thousand. Nobody here waits for an end.
        limits.header = .patience
        let seen = try SecureServer(limits: limits).seen("crowd")
        #expect(
            seen == """
                handshakes at once: 1000
                answers: {'HTTP/1.1 200 OK'}

                """)
    }

    @Test func `tells the handler that a request is secure`() throws {
        let secure = try SecureServer { Response(body: Array($0.origin.utf8)) }
        // https://127.0.0.1:54321
        let count = "https://127.0.0.1:\(secure.server.port)".utf8.count
        #expect(try secure.seen("ways", "/") == "/ 200 \(count)\n")
    }

    @Test func `delivers in all the ways in which it does without`() throws {
        let secure = try SecureServer { request in
            var response = Response(body: [UInt8](repeating: 0x78, count: 300))
            switch request.target.path {
            case "/nothing": response.delivery = .nothing
            case "/reset": response.delivery = .reset
            case "/malformed": response.delivery = .malformedChunk
            case "/garbage": response.delivery = .garbage
            case "/truncated": response.delivery = .truncated(byteCount: 100)
            case "/dribbled":
                response.delivery = .dribbled(pieces: 3, pause: .milliseconds(1))
            default: response.delay = .milliseconds(1)
            }
            return response
        }
        #expect(
            try secure.seen(
                "ways", "/nothing", "/reset", "/malformed", "/garbage", "/truncated", "/dribbled",
                "/delayed") == """
                    /nothing RemoteDisconnected goodbye
                    /reset RemoteDisconnected ConnectionResetError
                    /malformed IncompleteRead goodbye
                    /garbage BadStatusLine goodbye
                    /truncated IncompleteRead goodbye
                    /dribbled 200 300
                    /delayed 200 300

                    """)
    }

    @Test func `says goodbye, and answers who has said it`() throws {
        #expect(
            try SecureServer().seen("goodbyes") == """
                a last answer: HTTP/1.1 200 OK
                to a client that has said goodbye: 2 SSLZeroReturnError

                """)
    }

    @Test func `takes and gives more than a record at the client's pace`() throws {
        let secure = try SecureServer {
            $0.target.path == "/large" ? Response(body: $0.body) : SecureServer.echo($0)
        }
        #expect(
            try secure.seen("large") == """
                200 3145728 True
                200 3145728 True
                b'HTTP/1.1 100 Continue\\r\\n\\r\\n'
                b'HTTP/1.1 200 OK'
                in order: True

                """)
    }

    @Test func `gives a handshake and a record the time that a head has`() throws {
        var limits = Limits()
        limits.header = .milliseconds(300)
        limits.idle = .milliseconds(600)
        #expect(
            try SecureServer(limits: limits).seen("late") == """
                half a handshake: b''
                half a record: HTTP/1.1 408 Request Timeout
                nothing: b''

                """)
    }

    @Test func `stops without those that are still shaking hands`() throws {
        let secure = try SecureServer()
        let client = RawClient(port: secure.server.port)
        client.send([22, 3, 1, 2, 0, 1, 0, 1])
        let plain = RawClient(port: secure.server.port)
        plain.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(plain.read(until: "GET /x ").hasPrefix("HTTP/1.1 200 OK"))
        // The loop has read both by now; the grace would outlast everybody's patience.
        secure.server.stop(within: .seconds(3600))
        #expect(client.readToEnd() == "")
    }

    @Test func `turns one away that is too many before it says what it speaks`() throws {
        var limits = Limits()
        limits.connections = 1
        let secure = try SecureServer(limits: limits)
        let first = RawClient(port: secure.server.port)
        first.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(first.read(until: "GET /x ").hasPrefix("HTTP/1.1 200 OK"))
        let second = RawClient(port: secure.server.port)
        #expect(second.read(until: "open.\n").hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        second.send([22, 3, 1, 2, 0, 1, 0, 1])
        second.finish()
        #expect(second.readToEnd() == "")
    }

    @Test func `takes TLS for no HTTP where it is not to speak it`() throws {
        let server = try HTTPServer(host: "127.0.0.1", port: 0, loops: 1) { _ in Response() }
        let client = RawClient(port: server.port)
        client.send([22, 3, 1, 0, 1, 1] + Array("\r\n\r\n".utf8))
        #expect(client.read(until: "\r\n").hasPrefix("HTTP/1.1 400 Bad Request"))
        server.stop()
    }
}
