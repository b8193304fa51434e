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
                    "detail":"The control plane asks for its token.","code":"admin-token",\
                    "hint":"Send Authorization: Bearer with the value of --admin-token."}
                    """)
        }
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("401 "))
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

    @Test func `never lets another origin read`() throws {
        let filler = try Seatfiller()
        let answer = filler.respond(to: .get("/__admin/worlds"))
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
        let answer = admin.filler.respond(to: .get("/__admin/metrics"))
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
