import HTTP
import HTTPTypes
import TestWorlds
import Testing

@testable import HTTPServer

/// What an intake makes of bytes, in words a test can compare.
private func outcome(
    _ pieces: [[UInt8]], limits: Limits = Limits()
) -> [String] {
    var intake = Intake(limits)
    var items: [String] = []
    for piece in pieces {
        intake.take(piece.span) { item in
            switch item {
            case .request(let request, let persistence, _):
                let body = String(decoding: request.body, as: UTF8.self)
                items.append(
                    "\(request.method) \(request.target.raw) '\(body)' \(persistence)")
            case .refusal(let refusal, _):
                items.append("\(refusal.status.code)")
            }
        }
    }
    return items + (intake.phase == .idle ? [] : ["\(intake.phase)"])
}

private func outcome(_ text: String, limits: Limits = Limits()) -> [String] {
    outcome([Array(text.utf8)], limits: limits)
}

@Suite struct `The intake of a connection` {
    private static let pipeline = """
        \r\nGET /a HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n\
        POST /b?c HTTP/1.1\r\nhost:h\r\nContent-Length: 5\r\n\r\nhello\
        POST /d HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\
        3;x="y"\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n\
        DELETE /e HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}\
        GET http://other/f?g HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, close\r\n\r\n
        """
    private static let requests = [
        "GET /a '' keep", "POST /b?c 'hello' keep", "POST /d 'abc0123456789' keep",
        "DELETE /e '{}' keep", "GET /f?g '' close", "ended",
    ]

    @Test func `several requests in one piece are told apart`() {
        #expect(outcome(Self.pipeline) == Self.requests)
    }

    @Test func `wherever the pieces are cut, the requests are the same`() {
        let bytes = Array(Self.pipeline.utf8)
        for cut in bytes.indices {
            #expect(outcome([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.requests)
        }
        #expect(outcome(bytes.map { [$0] }) == Self.requests)
    }

    @Test func `fields that a client repeats mean the same again, and others what they say`() {
        let five = "Host: h\r\nContent-Length: 5\r\n\r\nhello"
        let two = "Host: h\r\nContent-Length: 2\r\n\r\n{}"
        #expect(
            outcome(
                "POST /a HTTP/1.1\r\n\(five)POST /b HTTP/1.1\r\n\(five)POST /c HTTP/1.1\r\n\(two)"
                    + "POST /d HTTP/1.0\r\n\(two)")
                == [
                    "POST /a 'hello' keep", "POST /b 'hello' keep", "POST /c '{}' keep",
                    "POST /d '{}' close", "ended",
                ])
        let none = "GET / HTTP/1.0\r\n\r\n"
        #expect(outcome(none + none) == ["GET / '' close", "ended"])
        let kept = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
        #expect(outcome(kept + kept) == ["GET / '' keepAsAsked", "GET / '' keepAsAsked"])
        #expect(
            outcome(kept + kept.replacing("/1.0", with: "/1.1")) == [
                "GET / '' keepAsAsked", "400", "ended",
            ])
    }

    @Test func `content may be any bytes`() {
        let all = String(String.UnicodeScalarView((0..<0x80).map { Unicode.Scalar(UInt8($0)) }))
        #expect(
            outcome("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 128\r\n\r\n\(all)")
                == ["POST /a '\(all)' keep"])
        #expect(
            outcome(
                "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "80\r\n\(all)\r\n0\r\n\r\n") == ["POST /a '\(all)' keep"])
    }

    @Test func `a line may end with a bare line feed`() {
        #expect(outcome("GET / HTTP/1.1\nHost: h\n\n") == ["GET / '' keep"])
    }

    @Test func `HTTP 1.0 needs no host and closes unless it asks otherwise`() {
        #expect(outcome("GET / HTTP/1.0\r\n\r\n") == ["GET / '' close", "ended"])
        #expect(
            outcome("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                == ["GET / '' keepAsAsked"])
    }

    @Test func `lengths that agree are one length`() {
        let text = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\nx"
        #expect(outcome(text) == ["POST / 'x' keep"])
    }

    @Test(arguments: ["PROPFIND", "PATCH", "OPTIONS", "x-y"])
    func `any token is a method, for an API to judge`(method: String) {
        #expect(outcome("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n") == ["\(method) / '' keep"])
    }

    @Test func `a connection closes by whatever blank stands before the word`() {
        #expect(
            outcome("GET / HTTP/1.1\r\nHost: h\r\nConnection: x,\tclose \r\n\r\n")
                == ["GET / '' close", "ended"])
    }

    @Test func `an accent behind a slash makes no other character of it`() {
        let accent = "\u{301}"
        #expect(
            outcome("GET /\(accent)a HTTP/1.1\r\nHost: h\r\n\r\n") == ["GET /\(accent)a '' keep"])
        #expect(
            outcome("GET http://h/\(accent)a/b HTTP/1.1\r\nHost: h\r\n\r\n")
                == ["GET /\(accent)a/b '' keep"])
    }

    @Test func `folded lines and lines without end are refused before they cost anything`() {
        let fold = String(repeating: " b\r\n", count: 990)
        #expect(
            outcome("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\(fold)\r\n") == ["GET / '' keep"])
        let tooMany = String(repeating: " b\r\n", count: 13_000)
        #expect(outcome("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\(tooMany)\r\n") == ["431", "ended"])
        var limits = Limits()
        limits.headerBytes = 1 << 20
        let fields = String(repeating: "a:\n", count: 65_600)
        #expect(
            outcome("GET / HTTP/1.1\r\nHost: h\r\n\(fields)\n", limits: limits) == ["431", "ended"])
    }

    @Test func `a head that is not whole is waited for`() {
        #expect(outcome("GET / HTTP/1.1\r\nHost: h\r\n") == ["head"])
        #expect(outcome("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nx") == ["body"])
    }

    /// Else a client that ends its request with a line too many would be told that it is late.
    @Test(arguments: ["\r", "\r\n", "\n", "\r\n\r\n\r"])
    func `empty lines between requests are none, and begin none`(lines: String) {
        let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        #expect(outcome(lines) == [])
        #expect(outcome(request + lines) == ["GET / '' keep"])
        #expect(
            outcome([Array((request + lines).utf8), Array("G".utf8)]) == ["GET / '' keep", "head"])
    }

    @Test(arguments: [
        ("http://other:8080/a", "Host: h", "http://other:8080 /a"),
        ("HTTP://other?b", "Host: h", "http://other /?b"),
        ("http://[::1]:1/", "Host: h", "http://[::1]:1 /"),
        ("/a", "Host: h", "http://h /a"),
    ])
    func `the host of an absolute target beats the header`(
        target: String, host: String, expected: String
    ) {
        var intake = Intake(Limits())
        var origins: [String] = []
        intake.take(Array("GET \(target) HTTP/1.1\r\n\(host)\r\n\r\n".utf8).span) { item in
            guard case .request(let request, _, _) = item else { return }
            origins.append("\(request.origin) \(request.target.raw)")
            #expect(request.headerFields[values: .host].count == 1)
        }
        #expect(origins == [expected])
    }

    @Test func `a host that one request names is not the next one's`() {
        var intake = Intake(Limits())
        var hosts: [String?] = []
        let requests = ["http://a/", "/", "http://b/", "/"].map {
            "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n"
        }
        intake.take(Array(requests.joined().utf8).span) { item in
            if case .request(let request, _, _) = item { hosts.append(request.headerFields[.host]) }
        }
        #expect(hosts == ["a", "h", "b", "h"])
    }

    @Test(arguments: [
        "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\nContent-Length: 0\r\n\r\n",
        // As Python's http.client has it before 3.12, and requests with it.
        "CONNECT a.example:443 HTTP/1.0\r\n\r\n",
    ])
    func `behind CONNECT no request is read, for it would be another host's`(head: String) {
        let next = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        let expected = ["CONNECT a.example:443 '' close", "ended"]
        #expect(outcome(head + next) == expected)
        #expect(outcome([Array(head.utf8), Array(next.utf8)]) == expected)
        #expect(outcome((head + "\u{16}\u{3}\u{1}").utf8.map { [$0] }) == expected)
    }

    @Test func `after a refusal nothing more is read`() {
        #expect(
            outcome("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") == [
                "400", "ended",
            ])
    }

    @Test func `what was right before the refusal is answered before it`() {
        #expect(
            outcome("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET  / HTTP/1.1\r\n\r\n")
                == ["GET /a '' keep", "400", "ended"])
    }

    @Test func `limits are met to the byte`() {
        var limits = Limits()
        limits.headerBytes = 256
        limits.bodyBytes = 4
        let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nX: "
        let emulator = String(repeating: "x", count: 256 - head.utf8.count - 4)
        #expect(
            outcome("\(head)\(emulator)\r\n\r\nabcd", limits: limits) == ["POST / 'abcd' keep"])
        #expect(outcome("\(head)\(emulator)xx\r\n\r\nabcd", limits: limits) == ["431", "ended"])
        let chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(
            outcome(chunked + "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", limits: limits)
                == ["POST / 'abcd' keep"])
        #expect(outcome(chunked + "2\r\nab\r\n3\r\n", limits: limits) == ["413", "ended"])
        #expect(outcome(chunked + "FFFFFFFFFFFFFFF\r\n", limits: limits) == ["413", "ended"])
    }

    @Test(arguments: [
        "", ";a", ";a=b", " ; a\t=\tb", ";a=\"\"", ";a=\"b;\\\"\\\\ c\" ;d;e=f",
    ])
    func `extensions of a chunk are passed over`(extensions: String) {
        #expect(
            outcome(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\(extensions)\r\nab\r\n0\(extensions)\r\n\r\n")
                == ["POST / 'ab' keep"])
    }

    @Test func `no sequence of bytes breaks it`() {
        // The same dice in every run.
        var state: UInt64 = 1
        func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        let bytes = Array(Self.pipeline.utf8)
        var refused = 0
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0...roll(3) { changed[roll(changed.count)] = UInt8(roll(256)) }
            let cut = roll(changed.count)
            let pieces = [Array(changed[..<cut]), Array(changed[cut...])]
            let together = outcome([changed])
            #expect(outcome(pieces) == together)
            if together.contains("400") { refused += 1 }
        }
        #expect(refused > 500)
    }
}

@Suite struct `A number of the wire` {
    @Test(arguments: Extremes.numbers + Extremes.words)
    func `is a length or a refusal`(text: String) {
        for head in [
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(text)\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(text)\r\n",
            "GET / HTTP/\(text)\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\r\nHost: h:\(text)\r\n\r\n",
        ] {
            for item in outcome(head + "0\r\n\r\n") where item.allSatisfy(\.isNumber) {
                #expect(["400", "413", "501", "505"].contains(item), "\(head)")
            }
        }
    }
}
