import HTTP
import HTTPTypes
import Testing

/// What is made of a target, in words that a test can compare.
private func read(_ method: HTTPRequest.Method, _ text: String) -> String {
    do throws(TargetForm.Malformed) {
        let form = try TargetForm(text, of: method)
        let fields: HTTPFields = [.host: "h"]
        let request = Request(method, form, headerFields: fields, body: [])
        return "\(request.origin) \(request.target.raw)" + (request.isProxied ? ", proxied" : "")
    } catch {
        return error.reason
    }
}

@Suite struct `The form of a target` {
    @Test(
        arguments: [
            (.get, "/a?b", "http://h /a?b"), (.options, "*", "http://h *"),
            (.get, "/http://a/", "http://h /http://a/"),
            (.get, "http://a.example/b?c", "http://a.example /b?c, proxied"),
            (.get, "HTTPS://A.example./b", "https://A.example. /b, proxied"),
            (.get, "http://a.example?b", "http://a.example /?b, proxied"),
            (.get, "http://a.example:80/", "http://a.example /, proxied"),
            (.get, "http://a.example:443/", "http://a.example:443 /, proxied"),
            (.get, "https://a.example:443/", "https://a.example /, proxied"),
            (.get, "https://a.example:80/", "https://a.example:80 /, proxied"),
            (.get, "http://[::1]:7328/", "http://[::1]:7328 /, proxied"),
            (.connect, "a.example:443", "http://a.example:443 a.example:443, proxied"),
            (.connect, "127.0.0.1:1", "http://127.0.0.1:1 127.0.0.1:1, proxied"),
            (
                .connect, "[2001:db8::1]:65535",
                "http://[2001:db8::1]:65535 [2001:db8::1]:65535, proxied"
            ),
        ] as [(HTTPRequest.Method, String, String)])
    func `says which host is meant, and whether we are a proxy to it`(
        method: HTTPRequest.Method, text: String, expected: String
    ) {
        #expect(read(method, text) == expected)
    }

    @Test(
        arguments: [
            "", "a.example", "a.example:", ":443", "a.example:0", "a.example:65536",
            "a.example:99999999999999999999", "a.example:+1", "a.example:-1", "a.example:https",
            "a.example:443:443", "::1:443", "[::1]", "[::1]:", "[::1]:0", "[::1:443", "[::1]443",
            "[a]:443", "a..b:443", "a/b:443", "/a:443", "user@a.example:443", "a.example:443/",
            "http://a.example:443", "https://a.example/", "*", "*:443", "ä.example:443",
            String(repeating: "a", count: 64) + ":443",
        ])
    func `of CONNECT is a host and a port, and nothing else`(text: String) {
        #expect(
            read(.connect, text) == "CONNECT asks for a host and a port (RFC 9112, 3.2.3).")
        #expect(Tunnel(to: text) == nil)
    }

    @Test(
        arguments: [
            "http://", "http:///a", "https://?a", "http://:80/", "http://a:0/", "http://a:65536/",
            "http://a:x/", "http://a@b/", "http://a,b/", "http://[::1/", "http://a..b/",
        ])
    func `in absolute form names a host that can be one`(text: String) {
        #expect(read(.get, text) == "The target's host or port is none (RFC 9112, 3.2.2).")
    }

    @Test(arguments: ["", "a", "*", "ftp://a/", "a.example:443", "http:/a", "http//a"])
    func `is one of those that there are`(text: String) {
        #expect(
            read(.get, text)
                == "The target is neither a path nor an absolute URI (RFC 9112, 3.2).")
    }

    @Test func `leaves a host and a port as they are, where a path would be`() {
        let target = Target("a.example:443")
        #expect(target.segments == ["a.example:443"])
        #expect(target.canonicalPath == "a.example:443")
        #expect(PathGlob("A.example:*").matches(target))
    }
}

@Suite struct `The origin of a client` {
    private func origin(
        _ host: String?, isSecure: Bool = false, forwarded: String? = nil, tunnel: Tunnel? = nil
    ) -> String {
        var request = Request(.get, "/")
        request.headerFields[.host] = host
        request.headerFields[.forwardedProto] = forwarded
        request.isSecure = isSecure
        request.tunnel = tunnel
        return request.origin
    }

    @Test func `has the scheme that was asked, and no port that goes without saying`() {
        #expect(origin("h:80") == "http://h")
        #expect(origin("h:443") == "http://h:443")
        #expect(origin("h:7328") == "http://h:7328")
        #expect(origin("h:443", isSecure: true) == "https://h")
        #expect(origin("h:80", isSecure: true) == "https://h:80")
        #expect(origin("h:443", forwarded: "https") == "https://h")
        #expect(origin("[::443]", isSecure: true) == "https://[::443]")
        #expect(origin(nil) == "http://localhost")
        // A proxy can encrypt what its client did not.
        #expect(origin("h", isSecure: true, forwarded: "http") == "http://h")
    }

    @Test func `is that of the tunnel where a request in it names no host`() throws {
        let tunnel = try #require(Tunnel(to: "a.example:443", world: "w"))
        #expect((tunnel.host, tunnel.port) == (.name("a.example"), 443))
        #expect(origin(nil, isSecure: true, tunnel: tunnel) == "https://a.example")
        #expect(origin("b.example", isSecure: true, tunnel: tunnel) == "https://b.example")
        var request = Request(.get, "/")
        #expect(!request.isProxied)
        request.tunnel = tunnel
        #expect(request.isProxied)
    }
}
