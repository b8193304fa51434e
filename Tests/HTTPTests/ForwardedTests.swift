import HTTP
import HTTPTypes
import Testing

@Suite struct `The origin of a URL in an answer` {
    private func origin(_ fields: [(String, String)], host: String? = "inner:7328") -> String {
        var headerFields = HTTPFields()
        headerFields[.host] = host
        for (name, value) in fields {
            if let name = HTTPField.Name(name) {
                headerFields.append(HTTPField(name: name, value: value))
            }
        }
        return Request(.get, "/", headerFields: headerFields).origin
    }

    @Test func `is the host that was asked, and http`() {
        #expect(origin([]) == "http://inner:7328")
        #expect(origin([], host: nil) == "http://localhost")
    }

    @Test(
        arguments: [
            ([("X-Forwarded-Proto", "https")], "https://inner:7328"),
            ([("X-Forwarded-Proto", "HTTPS, http")], "https://inner:7328"),
            ([("X-Forwarded-Host", "outer.example")], "http://outer.example"),
            (
                [("X-Forwarded-Host", "outer.example:8443, next"), ("X-Forwarded-Proto", "https")],
                "https://outer.example:8443"
            ),
            (
                [("Forwarded", "for=192.0.2.43;proto=https;host=outer.example")],
                "https://outer.example"
            ),
            (
                [("forwarded", #"For="[2001:db8::1]:1"; HOST="[::1]:8443" ;Proto=HTTPS"#)],
                "https://[::1]:8443"
            ),
            ([("Forwarded", #"host="outer\.example""#)], "http://outer.example"),
            ([("Forwarded", "for=a, for=b;host=second")], "http://inner:7328"),
            ([("Forwarded", "host=first"), ("Forwarded", "host=second")], "http://first"),
            ([("Forwarded", #"by="a,b;c=d";host=first, host=second"#)], "http://first"),
            (
                [
                    ("Forwarded", "host=standard"), ("X-Forwarded-Host", "old"),
                    ("X-Forwarded-Proto", "https"),
                ],
                "https://standard"
            ),
        ])
    func `is what the first of the proxies says of the client`(
        fields: [(String, String)], origin: String
    ) {
        #expect(self.origin(fields) == origin)
    }

    @Test(
        arguments: [
            [("X-Forwarded-Host", "")], [("X-Forwarded-Host", "a b")],
            [("X-Forwarded-Host", "a/b")], [("X-Forwarded-Host", "user@host")],
            [("X-Forwarded-Host", "a:x")], [("X-Forwarded-Host", "a:65536")],
            [("X-Forwarded-Host", "[::1]:9223372036854775808")],
            [("X-Forwarded-Proto", "javascript")],
            [("Forwarded", "host=\"outer")], [("Forwarded", "host")], [("Forwarded", ";;=;,")],
            [("Forwarded", "proto=ftp;host=\"a/b\"")],
        ])
    func `is not made of what can be no scheme and no host`(fields: [(String, String)]) {
        #expect(origin(fields) == "http://inner:7328")
    }

    @Test func `has the world behind it`() {
        var request = Request(.get, "/", headerFields: [.forwardedHost: "outer.example"])
        request.base = "/__world/a"
        #expect(request.origin == "http://outer.example/__world/a")
    }
}
