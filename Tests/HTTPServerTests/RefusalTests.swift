import HTTP
import HTTPTypes
import TestWorlds
import Testing

@testable import HTTPServer

/// A server of a test's own, which answers every request with what it was asked.
final class Echo: Sendable {
    private let server: HTTPServer
    var port: Int { server.port }
    var connectionCount: Int { server.connectionCount }

    init(loops: Int = 1, limits: Limits = Limits(), delay: Duration = .zero) throws {
        server = try HTTPServer(host: "127.0.0.1", port: 0, loops: loops, limits: limits) {
            let body = String(decoding: $0.body, as: UTF8.self)
            return Response(
                headerFields: [HTTPField.Name("Date")!: "now"],
                body: Array("\($0.method) \($0.target.raw) \(body)".utf8), delay: delay)
        }
    }

    func stop(within grace: Duration = .seconds(5)) {
        server.stop(within: grace)
    }

    deinit {
        server.stop(within: .zero)
    }
}

/// The status of the one answer to some bytes, and whether the connection was closed behind it.
private func status(of request: String, at port: Int) -> String {
    let client = RawClient(port: port)
    client.send(request)
    guard let answer = client.readToEnd() else { return "open" }
    let statuses = answer.split(separator: "\r\n").filter { $0.hasPrefix("HTTP/1.1 ") }
    return statuses.map { String($0.dropFirst(9).prefix(3)) }.joined(separator: " ")
}

@Suite struct `What is no HTTP request` {
    /// A head with these lines between the request line and the empty line.
    private static func head(_ lines: String..., method: String = "GET") -> String {
        "\(method) / HTTP/1.1\r\n" + lines.map { "\($0)\r\n" }.joined() + "\r\n"
    }

    private static func chunked(_ content: String) -> String {
        head("Host: h", "Transfer-Encoding: chunked", method: "POST") + content
    }

    static let malformed: [(String, String)] = [
        ("no host", "GET / HTTP/1.1\r\n\r\n"),
        ("two hosts", head("Host: h", "Host: h")),
        ("two hosts in one", head("Host: h, i")),
        ("a host with a space", head("Host: a b")),
        ("a host with a slash", head("Host: h/x")),
        ("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n"),
        ("a length with a plus", head("Host: h", "Content-Length: +5", method: "POST") + "hello"),
        ("a length with a minus", head("Host: h", "Content-Length: -5", method: "POST")),
        (
            "a length with a comma",
            head("Host: h", "Content-Length: 5, 5", method: "POST") + "hello"
        ),
        ("a length in hexadecimal", head("Host: h", "Content-Length: 0x5", method: "POST")),
        ("a length with a fraction", head("Host: h", "Content-Length: 5.0", method: "POST")),
        ("an empty length", head("Host: h", "Content-Length:", method: "POST")),
        ("a length in words", head("Host: h", "Content-Length: five", method: "POST")),
        ("a length with a space inside", head("Host: h", "Content-Length: 1 2", method: "POST")),
        (
            "lengths that differ",
            head("Host: h", "Content-Length: 5", "Content-Length: 6", method: "POST") + "hello"
        ),
        (
            "a length and a coding",
            head("Host: h", "Content-Length: 5", "Transfer-Encoding: chunked", method: "POST")
        ),
        (
            "a coding and a length",
            head("Host: h", "Transfer-Encoding: chunked", "Content-Length: 5", method: "POST")
        ),
        ("gzip", head("Host: h", "Transfer-Encoding: gzip", method: "POST")),
        ("gzip, chunked", head("Host: h", "Transfer-Encoding: gzip, chunked", method: "POST")),
        (
            "chunked twice",
            head(
                "Host: h", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked",
                method: "POST")
        ),
        ("identity", head("Host: h", "Transfer-Encoding: identity", method: "POST")),
        ("xchunked", head("Host: h", "Transfer-Encoding: xchunked", method: "POST")),
        ("an empty coding", head("Host: h", "Transfer-Encoding:", method: "POST")),
        (
            "chunked in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        ("a space before the colon", head("Host : h")),
        ("a tab before the colon", head("Host: h", "X\t: y")),
        ("a space inside a name", head("Host: h", "X Y: z")),
        ("an empty name", head("Host: h", ": y")),
        ("a name with a slash", head("Host: h", "X/Y: z")),
        ("a name with an umlaut", head("Host: h", "Ü: z")),
        ("no colon", head("Host: h", "nonsense")),
        ("a fold before any header", "GET / HTTP/1.1\r\n Host: h\r\n\r\n"),
        ("a bare CR in a value", head("Host: h", "X: a\rb")),
        ("a bare CR at the end of a value", head("Host: h", "X: a\r")),
        ("a bell in a value", head("Host: h", "X: \u{7}")),
        ("a delete in a value", head("Host: h", "X: \u{7F}")),
        ("a NUL in a value", head("Host: h", "X: a\0b")),
        ("a NUL in a name", head("Host: h", "X\0: b")),
        ("a NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a NUL in the method", "GE\0T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a NUL before all", "\0GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("two spaces before the target", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("two spaces behind the target", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a tab in the target", "GET /\t HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an escape character in the target", "GET /\u{1B} HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a delete in the target", "GET /\u{7F} HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a bare CR in the target", "GET /\ra HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a fragment", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a target without a slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("a star for another method", "GET * HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("another scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an absolute target of nothing", "GET http:// HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("blanks inside a chunk size", chunked("3 3\r\n")),
        ("a CR inside a chunk size", chunked("3\rx\n")),
        ("a NUL in a chunk extension", chunked("3;\0\r\n")),
        ("a blank behind a chunk size", chunked("2 \r\nab\r\n0\r\n\r\n")),
        ("a blank behind a chunk extension", chunked("2;a=b \r\nab\r\n0\r\n\r\n")),
        ("a chunk extension without a name", chunked("2;\r\nab\r\n0\r\n\r\n")),
        ("a chunk extension without a value", chunked("2;a=\r\nab\r\n0\r\n\r\n")),
        ("a chunk extension of two words", chunked("2;a b\r\nab\r\n0\r\n\r\n")),
        ("a quoted text without end", chunked("2;a=\"b\r\nab\r\n0\r\n\r\n")),
        ("a quoted text with its end escaped", chunked("2;a=\"b\\\"\r\nab\r\n0\r\n\r\n")),
        ("a word behind a quoted text", chunked("2;a=\"b\"c\r\nab\r\n0\r\n\r\n")),
        ("a bare LF behind a chunk's size", chunked("1\na\r\n0\r\n\r\n")),
        ("a bare LF behind an extension", chunked("1;x=y\na\r\n0\r\n\r\n")),
        ("a bare LF behind a chunk", chunked("1\r\na\n0\r\n\r\n")),
        ("a bare LF behind the last size", chunked("1\r\na\r\n0\n\r\n")),
        ("a bare LF behind a trailer", chunked("0\r\nX: y\n\r\n")),
        ("a bare LF behind the trailers", chunked("0\r\nX: y\r\n\n")),
        ("a trailer without a colon", chunked("0\r\nnonsense\r\n\r\n")),
        ("a request for a trailer", chunked("0\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")),
        ("a trailer with a space before its colon", chunked("0\r\nX : y\r\n\r\n")),
        ("a trailer without a name", chunked("0\r\n: y\r\n\r\n")),
        ("a folded trailer", chunked("0\r\nX: y\r\n z\r\n\r\n")),
        ("a control character in a trailer", chunked("0\r\nX: \u{1}\r\n")),
        ("an absolute target without a host", "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an absolute target of a port", "GET http://:80/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an absolute target of a user", "GET http://a@h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an absolute target of two hosts", "GET http://a,b/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an absolute target without Host", "GET http://h/ HTTP/1.1\r\n\r\n"),
        ("an absolute target of no port", "GET http://a:0/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("CONNECT to a host alone", "CONNECT h HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("CONNECT to a path", "CONNECT /a HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("CONNECT to a URL", "CONNECT http://h:443/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("CONNECT to no port", "CONNECT h:65536 HTTP/1.0\r\n\r\n"),
        ("CONNECT without Host", "CONNECT h:443 HTTP/1.1\r\n\r\n"),
        ("CONNECT with content", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"),
        (
            "CONNECT with chunks",
            "CONNECT h:443 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        ("no version", "GET /\r\nHost: h\r\n\r\n"),
        ("a version of nothing", "GET / FTP/1.1\r\nHost: h\r\n\r\n"),
        ("a version in lower case", "GET / http/1.1\r\nHost: h\r\n\r\n"),
        ("a space behind the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
        ("a method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("an empty method", " / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("only a word", "nonsense\r\n\r\n"),
        ("a greeting of TLS", "\u{16}\u{3}\u{1}\0\u{5}\u{1}\0\0\u{1}"),
        ("a chunk size in words", chunked("xyz\r\n")),
        ("a chunk size with a sign", chunked("+1\r\na\r\n0\r\n\r\n")),
        ("a chunk size of nothing", chunked("\r\n")),
        ("a chunk size with a prefix", chunked("0x1\r\n")),
        ("a chunk longer than its size", chunked("1\r\nab\r\n")),
        ("a chunk size without end", chunked(String(repeating: "0", count: 5000))),
        (
            "trailers without end",
            chunked("0\r\n" + String(repeating: "X: y\r\n", count: 1000))
        ),
    ]

    @Test(arguments: ["fffffffffffffff", "7fffffffffffffff", "ffffffffffffffffffffffff"])
    func `is too large where a chunk is larger than any limit`(size: String) throws {
        let echo = try Echo()
        #expect(status(of: Self.chunked("\(size)\r\n"), at: echo.port) == "413")
    }

    @Test func `gets a 400, a closed connection, and harms nobody`() throws {
        let echo = try Echo()
        let bystander = RawClient(port: echo.port)
        bystander.send("GET /before HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(bystander.read(until: "/before ").hasSuffix("GET /before "))
        #expect(Self.malformed.count >= 60)
        for (what, request) in Self.malformed {
            #expect(status(of: request, at: echo.port) == "400", "\(what)")
        }
        bystander.send("GET /after HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(bystander.read(until: "/after ").hasSuffix("GET /after "))
        #expect(echo.connectionCount == 1)
    }

    @Test(arguments: [
        ("505", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
        ("505", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("417", "POST / HTTP/1.1\r\nHost: h\r\nExpect: the-unexpected\r\n\r\n"),
        ("431", "GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n"),
        ("431", "GET /\(String(repeating: "x", count: 70_000)) HTTP/1.1\r\nHost: h\r\n\r\n"),
        ("413", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8388609\r\n\r\n"),
        ("413", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
    ])
    func `or what this server does not do gets its own status`(
        expected: String, request: String
    ) throws {
        let echo = try Echo()
        #expect(status(of: request, at: echo.port) == expected)
    }

    @Test func `the answer says what is wrong and where HTTP says so`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("GET / HTTP/1.1\r\n\r\n")
        let answer = try #require(client.readToEnd())
        let lines = answer.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(
            lines.filter { !$0.hasPrefix("Date: ") } == [
                "HTTP/1.1 400 Bad Request", "Content-Type: text/plain; charset=utf-8",
                "Content-Length: 32", "Connection: close", "",
                "No Host header (RFC 9112, 3.2).\n",
            ])
    }

    @Test func `a HEAD that is refused gets no content`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("HEAD / HTTP/1.1\r\n\r\n")
        let answer = try #require(client.readToEnd())
        #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test func `nobody who is refused is told to go on`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send(
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n")
        #expect(client.readToEnd()?.contains("100 Continue") == false)
    }

    @Test func `a client that goes on sending still gets the answer`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n")
        for _ in 0..<200 { client.send([UInt8](repeating: 0x78, count: 65_536)) }
        client.finish()
        #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 413 ") == true)
    }

    @Test func `answers before it come first`() throws {
        let echo = try Echo()
        let client = RawClient(port: echo.port)
        client.send(
            "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET  / \r\n\r\n")
        let answer = try #require(client.readToEnd())
        let parts = answer.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
        #expect(parts == ["200", "200", "400"])
    }
}
