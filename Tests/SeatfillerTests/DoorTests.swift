import HTTP
import Seatfiller
import Testing

@Suite struct `The control plane's door` {
    private func admin(_ token: String? = "hush") throws -> Admin {
        var settings = Settings()
        settings.adminToken = token
        return try Admin(settings)
    }

    @Test func `opens for the token, and for no other`() throws {
        let admin = try admin()
        #expect(admin.get("/__admin/worlds", [("Authorization", "Bearer hush")]).hasPrefix("200 "))
        #expect(admin.get("/__admin/worlds", [("Authorization", "bearer hush")]).hasPrefix("200 "))
        for credential in [
            "Bearer hus", "Bearer hushh", "Bearer hushhush", "Bearer ", "Basic hush", "hush",
        ] {
            #expect(
                admin.get("/__admin/worlds", [("Authorization", credential)]) == """
                    401 {"type":"about:blank","title":"Unauthorized","status":401,\
                    "detail":"The control plane requires its token.","code":"admin-token",\
                    "hint":"Send Authorization: Bearer with the value of --admin-token."}
                    """)
        }
        let refusal = admin.emulator.respond(to: Emulator.Request("POST", "/__admin/reset"))
        #expect(refusal.status == 401)
        #expect(refusal.header("WWW-Authenticate") == "Bearer")
    }

    @Test func `is no door for health checks and for the APIs`() throws {
        let admin = try admin()
        for target in ["/__admin/health", "/healthz", "/readyz", "/V1/Inventory"] {
            #expect(admin.get(target).hasPrefix("200 "))
        }
    }

    @Test(
        arguments: [
            ([("Origin", "http://evil.example")], false), ([("Origin", "null")], false),
            ([("Origin", "http://localhost")], true), ([("Sec-Fetch-Site", "cross-site")], false),
            ([("Sec-Fetch-Site", "same-site")], false), ([("Sec-Fetch-Site", "same-origin")], true),
            ([("Sec-Fetch-Site", "none")], true),
        ])
    func `is shut to a browser that another site has sent`(
        headers: [(String, String)], isOpen: Bool
    ) throws {
        let answer = try admin(nil).get("/__admin/worlds", headers)
        #expect(
            answer.hasPrefix(isOpen ? "200 " : #"403 {"type":"about:blank","title":"Forbidden""#))
        #expect(try admin(nil).get("/V1/Inventory", headers).hasPrefix("200 "))
    }

    private static func refusal(_ name: String) -> String {
        """
        403 {"type":"about:blank","title":"Forbidden","status":403,\
        "detail":"The control plane does not answer at the host name '\(name)'.",\
        "code":"host-not-allowed","hint":"Use localhost or the address, or start the server with \
        --allow-host and the name (SEATFILLER_ALLOW_HOST), or with --admin-token."}
        """
    }

    @Test(
        arguments: [
            "localhost", "LOCALHOST:7328", "localhost.:1", "a.localhost", "127.0.0.1:80",
            "127.9.9.9", "[::1]:7328", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]:7328",
            "emulator.test", "Emulator.TEST:8080", "10.0.0.7",
        ])
    func `opens under the names of the loopback, and under those that are allowed`(
        name: String
    ) throws {
        var settings = Settings()
        settings.allowedHosts = ["emulator.test", "10.0.0.7"].compactMap { Host($0[...]) }
        let admin = try Admin(settings)
        #expect(admin.get("/__admin/worlds", [("Host", name)]).hasPrefix("200 "))
    }

    @Test(
        arguments: [
            "rebound.example:7328", "localhost.rebound.example", "127.0.0.1.rebound.example",
            "notlocalhost", "seatfiller", "10.0.0.1", "[fe80::1]:7328", "0.0.0.0", "[::]",
            "2130706433", "127.1", "", "localhost:x", "rebound.example.",
        ])
    func `is shut under other names, whatever the browser says of its site`(name: String) throws {
        for headers in [[], [("Origin", "http://\(name)"), ("Sec-Fetch-Site", "same-origin")]] {
            let answer = try admin(nil).call(
                "POST", "/__admin/reset", "", [("Host", name)] + headers)
            #expect(answer == Self.refusal(name))
        }
        // Who has the token is no page of another site.
        let token = [("Host", name), ("Authorization", "Bearer hush")]
        #expect(try admin().get("/__admin/worlds", token).hasPrefix("200 "))
        #expect(try admin().get("/__admin/worlds", [("Host", name)]).hasPrefix("401 "))
        for target in ["/healthz", "/readyz", "/__admin/health", "/V1/Inventory"] {
            #expect(try admin(nil).get(target, [("Host", name)]).hasPrefix("200 "))
        }
    }

    @Test(arguments: [
        [("X-Forwarded-Host", "localhost")], [("Forwarded", "host=localhost;proto=http")],
    ])
    func `does not believe what a request says of a proxy`(fields: [(String, String)]) throws {
        let rebound = "rebound.example:7328"
        let headers = [("Host", rebound)] + fields
        #expect(try admin(nil).get("/__admin/worlds", headers) == Self.refusal(rebound))
        // Nor is another site ours because the request says that we are that site.
        let posing = fields.map { ($0.0, $0.1.replacing("localhost", with: "evil.example")) }
        #expect(
            try admin(nil).get("/__admin/worlds", posing + [("Origin", "http://evil.example")])
                .hasPrefix("403 "))
        // Who is sent from here stays welcome.
        #expect(
            try admin(nil).get("/__admin/worlds", posing + [("Origin", "http://localhost")])
                .hasPrefix("200 "))
    }

    @Test func `opens under names of containers where it is open to others`() throws {
        var settings = Settings()
        settings.isAdminOpen = true
        let admin = try Admin(settings)
        #expect(admin.get("/__admin/worlds", [("Host", "seatfiller:7328")]).hasPrefix("200 "))
        let rebound = "rebound.example:7328"
        #expect(admin.get("/__admin/worlds", [("Host", rebound)]) == Self.refusal(rebound))
    }

    @Test func `is asked for before any API, whatever a tenant is called`() throws {
        let admin = try admin()
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let credentials = "grant_type=client_credentials&client_id=x"
        for path in [
            "/__admin/oauth2/token", "/__ADMIN/oauth2/v2.0/token", "/%5F%5Fadmin/oauth2/token",
            "/healthz/oauth2/token", "/readyz/oauth2/token", "/__world/a/__admin/oauth2/token",
            "/__world/a/__world/oauth2/token",
        ] {
            #expect(admin.call("POST", path, credentials, form).contains(#""code":"no-such-path""#))
        }
        for path in [
            "/__admin/discovery/keys", "/__admin/.well-known/openid-configuration",
            "/__admin/v2.0/.well-known/openid-configuration", "/__world/a/__world/discovery/keys",
        ] {
            #expect(admin.get(path).contains(#""code":"no-such-path""#))
        }
        #expect(admin.call("POST", "/tenant/oauth2/token", credentials, form).hasPrefix("200 "))
    }

    @Test func `never lets another origin read`() throws {
        let emulator = try Emulator()
        let answer = emulator.respond(to: .get("/__admin/worlds"))
        #expect(answer.headers.allSatisfy { !$0.name.hasPrefix("access-control") })
    }

    @Test func `ends no process that is not the emulator's`() throws {
        #expect(
            try admin(nil).call("POST", "/__admin/shutdown").contains(#""code":"not-a-process""#))
    }

    @Test(arguments: ["store", "elements", "admin"])
    func `shows what is served`(document: String) throws {
        let admin = try admin(nil)
        let answer = admin.get("/__admin/openapi/\(document).json")
        #expect(answer.hasPrefix("200 {"))
        #expect(answer.contains(#""openapi": "3.1"#))
        #expect(admin.get("/__admin/openapi/other.json").hasPrefix("404 "))
        #expect(admin.get("/__admin/openapi.json") == admin.get("/__admin/openapi/admin.json"))
    }
}

@Suite struct `The metrics` {
    @Test func `count what was answered`() throws {
        let admin = try Admin()
        for _ in 0..<3 { _ = admin.get("/V1/Inventory") }
        _ = admin.get("/V1/Users/x/Seats")
        _ = admin.get("/__world/a/V1/nothing")
        let answer = admin.emulator.respond(to: .get("/__admin/metrics"))
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            "# TYPE seatfiller_requests_total counter",
            #"seatfiller_requests_total{operation="store.getInventory",status="200"} 3.0"#,
            #"seatfiller_requests_total{operation="store.listSeatsOfUser",status="400"} 1.0"#,
            #"seatfiller_requests_total{operation="none",status="404"} 1.0"#,
            #"seatfiller_request_duration_seconds_bucket{le="+Inf"} 5.0"#,
            "seatfiller_request_duration_seconds_count 5.0", "seatfiller_worlds 2.0",
            "seatfiller_connections 0.0", "seatfiller_journal_dropped_total 0.0",
        ] {
            #expect(answer.body.contains(line + "\n"), "\(line)")
        }
    }

    @Test func `count every answer of threads that ask at once`() async throws {
        let admin = try Admin()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<250 { _ = admin.get("/V1/Inventory") } }
            }
        }
        let metrics = admin.get("/__admin/metrics")
        #expect(
            metrics.contains(
                #"requests_total{operation="store.getInventory",status="200"} 2000.0"#))
        #expect(metrics.contains("duration_seconds_count 2000.0"))
        let journal = admin.get("/__admin/requests?limit=10000")
        #expect(journal.matches(of: /"id":(\d+)/).map { Int($0.1) } == Array(1...2000))
    }
}
