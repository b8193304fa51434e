import Emulation
import Seatfiller
import TestWorlds
import Testing

/// Requests that a fault performs before the one that it matches, or after it.
@Suite struct `The requests of a fault` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    private func admin(_ fault: String, _ change: (inout Settings) -> Void = { _ in }) throws
        -> Admin
    {
        var settings = Settings()
        settings.clock = .init("2018-05-01T12:00:00Z")
        change(&settings)
        let admin = try Admin(settings)
        let answer = admin.call("POST", "/__admin/faults", fault)
        #expect(answer.hasPrefix("201 "), "\(answer)")
        return admin
    }

    private func next(_ page: String) -> String {
        let token = (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init)
        return Self.max + "?continuationToken=" + (token ?? "none")
    }

    /// The journal in short, oldest first.
    private func journal(_ admin: Admin, _ world: String = "") -> [String] {
        admin.get(world + "/__admin/requests").matches(
            of: /"method":"(\w+)","path":"([^"]+)".*?"status":(\d+).*?"fault":(null|"[^"]+")/
        ).map { "\($0.1) \($0.2) \($0.3) \($0.4)" }
    }

    @Test(.tags(.chosen)) func `change data before a page, or after it`() throws {
        let products = { (page: String) in
            page.matches(of: /"productId":"(\w+)"/).map { String($0.1) }
        }
        let all = products(try Admin().get(Self.max + "?maxResults=3"))
        #expect(all[0] == "9PB4WFRZC77X")
        for (member, expected) in [("before", Array(all[1...])), ("after", all)] {
            let admin = try admin(
                #"""
                {"match":{"operation":"store.listSeatsOfUser","page":1},"when":{"times":1},"do":{"\#(member)":[
                  {"method":"DELETE","path":"/V1/Inventory/\#(all[0])/0010/Seats/max@contoso.com"}]}}
                """#)
            let page = products(admin.get(Self.max + "?maxResults=3"))
            #expect(Array(page.prefix(expected.count)) == expected)
            // Once: the seat is gone.
            #expect(products(admin.get(Self.max + "?maxResults=2")) == Array(all[1...2]))
            let reclaim =
                "DELETE /V1/Inventory/\(all[0])/0010/Seats/max@contoso.com 200 \"fault-1\""
            let list = "GET \(Self.max) 200 \"fault-1\""
            let entries = journal(admin).filter { $0.hasSuffix("\"fault-1\"") }
            #expect(entries == (member == "before" ? [reclaim, list] : [list, reclaim]))
        }
    }

    @Test(.tags(.chosen)) func `assign a seat between two pages`() throws {
        let admin = try admin(
            #"""
            {"match":{"user":"bob@contoso.com"},"when":{"call":2},"do":{"before":[
              {"method":"post","path":"\#(Admin.assign)"}]}}
            """#)
        #expect(admin.bob() == Admin.one)
        #expect(admin.bob() == Admin.two)
        #expect(
            admin.get("/__admin/faults").contains(#""matched":2,"fired":1}"#))
    }

    @Test(.tags(.chosen)) func `let the clock jump until a token has died`() throws {
        let admin = try admin(
            #"""
            {"match":{"page":2},"when":{"times":1},"do":{"before":[
              {"method":"PUT","path":"/__admin/clock","body":{"advanceSeconds":61}}]}}
            """#
        ) { $0.tokenLifeSeconds = 60 }
        let second = next(admin.get(Self.max))
        let refusal = admin.get(second)
        #expect(
            refusal.hasPrefix(
                #"400 {"code":"InvalidParameter","data":{"parameterName":"continuationToken""#))
        #expect(journal(admin).last == "GET \(Self.max) 400 \"fault-1\"")
        #expect(admin.get("/__admin/clock").contains("2018-05-01T12:01:01"))
    }

    @Test(.tags(.chosen)) func `rotate keys, add faults and change quirks`() throws {
        let admin = try admin(
            #"""
            {"when":{"call":1},"do":{"after":[
              {"method":"POST","path":"/__admin/keys/rotate"},
              {"method":"POST","path":"/__admin/faults","body":{"do":{"status":503},"when":{"times":1}}},
              {"method":"PUT","path":"/__admin/quirks","body":"{\"store.maxResults\":\"clamp\"}"}]}}
            """#)
        let keys = "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/discovery/keys"
        #expect(admin.get(Self.bob).hasPrefix("200 "))
        #expect(admin.get(Self.bob).hasPrefix("503 "))
        #expect(admin.get(Self.max + "?maxResults=101").hasPrefix("200 "))
        #expect(admin.get(keys).matches(of: /"kid"/).count == 2)
    }

    @Test(.tags(.chosen)) func `that are refused say so, and fail nobody`() throws {
        let admin = try admin(
            #"""
            {"do":{"before":[{"method":"GET","path":"/V1/Users/nobody@contoso.com/Seats"},
                             {"method":"POST","path":"\#(Admin.assign)"}],
                   "after":[{"method":"DELETE","path":"/__admin/faults/fault-9"}]},
             "match":{"user":"bob@contoso.com"}}
            """#)
        #expect(admin.bob() == Admin.two)
        let fault = admin.get("/__admin/faults/fault-1")
        #expect(fault.contains(#""fired":1,"lastError":"DELETE /__admin/faults/fault-9: 404 {"#))
        #expect(
            journal(admin) == [
                "GET /V1/Users/nobody@contoso.com/Seats 404 \"fault-1\"",
                "POST \(Admin.assign) 200 \"fault-1\"", "GET \(Self.bob) 200 \"fault-1\"",
                "DELETE /__admin/faults/fault-9 404 \"fault-1\"",
            ])
        // They fire no faults, not even themselves.
        #expect(fault.contains(#""matched":1,"#))
    }

    @Test(.tags(.chosen), arguments: ["before", "after"])
    func `may put another world in the place of theirs`(member: String) throws {
        let fault =
            #"{"match":{"operation":"store.listSeatsOfUser"},"#
            + #""do":{"\#(member)":[{"method":"POST","path":"/__admin/reset"}]}}"#
        // The seeded fault is there again after each reset, and does not act on its own request.
        let seed = #"{"faults":[\#(fault)]}"#
        var settings = Settings()
        settings.seeds = [.demo, .json(seed)]
        let admin = try Admin(settings)
        for world in ["", "/__world/a"] {
            _ = admin.call("POST", world + Admin.assign)
            #expect(admin.bob(world) == (member == "before" ? Admin.one : Admin.two))
            #expect(admin.bob(world) == Admin.one)
            let entries = journal(admin, world)
            #expect(
                entries.last
                    == (member == "before"
                        ? "GET \(Self.bob) 200 \"fault-1\"" : "POST /__admin/reset 200 \"fault-1\"")
            )
        }
    }

    @Test(.tags(.chosen)) func `may take long, as a seed does`() throws {
        let store = TemporaryStore()
        defer { store.remove() }
        for path in [nil, store.path] {
            let admin = try admin(
                #"""
                {"match":{"user":"eve@contoso.com"},"when":{"times":1},"do":{"before":[
                  {"method":"POST","path":"/__admin/seed","body":{"storeForBusiness":[
                    {"tenantId":"eves","users":[{"userName":"eve@contoso.com"}]}]}}]}}
                """#
            ) { $0.store = path }
            #expect(admin.get("/V1/Users/eve@contoso.com/Seats") == #"200 {"seats":[]}"#)
            #expect(admin.get("/__admin/faults").contains(#""fired":1}"#))
        }
    }

    @Test(.tags(.chosen)) func `stand beside a fault of paging, a delay and a status`() throws {
        let reset = #"[{"method":"POST","path":"\#(Admin.assign)"}]"#
        let admin = try admin(
            #"""
            [{"match":{"user":"bob@contoso.com"},"when":{"call":1},
              "do":{"paging":"page-empty","delay":{"milliseconds":1},"before":\#(reset)}},
             {"match":{"user":"bob@contoso.com"},"when":{"call":2},
              "do":{"status":503,"after":[{"method":"DELETE","path":"\#(Admin.assign)"}]}}]
            """#)
        #expect(admin.get(Self.bob).hasPrefix(#"200 {"seats":[],"continuationToken":""#))
        #expect(admin.get(Self.bob).hasPrefix("503 "))
        #expect(admin.bob() == Admin.one)
    }

    @Test(.tags(.chosen)) func `have the client's credentials where theirs are not given`() throws {
        let admin = try admin(
            #"""
            {"match":{"operation":"store.listSeatsOfUser"},"do":{"before":[
              {"method":"POST","path":"\#(Admin.assign)"},
              {"method":"GET","path":"/V1/Inventory","headers":{"Authorization":"Bearer x"}}]}}
            """#
        ) { $0.auth = .enforced }
        let token = admin.call(
            "POST", "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token",
            "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
                + "&client_secret=not-a-secret&resource=https://onestore.microsoft.com",
            [("Content-Type", "application/x-www-form-urlencoded")])
        #expect(admin.bob("", try Admin.bearer(in: token)) == Admin.two)
        #expect(admin.get("/__admin/faults").contains(#""lastError":"GET /V1/Inventory: 401 "#))
    }

    @Test func `make no world for a request that is refused`() throws {
        let seed =
            #"{"faults":[{"do":{"before":[{"method":"DELETE","path":"/__admin/requests"}]}}]}"#
        let admin = try Admin(.json(seed), auth: .enforced)
        #expect(admin.get("/__world/a" + Self.bob).hasPrefix("401 "))
        #expect(admin.get("/__admin/worlds").matches(of: /"name"/).count == 1)
    }

    @Test(
        arguments: [
            (#"{"method":"GET"}"#, #"a request of before has no \"path\"; add it"#),
            (#"{"method":"G T","path":"/V1/Inventory"}"#, #"method \"G T\" is not an HTTP method"#),
            (
                #"{"method":"POST","path":"/__admin/shutdown"}"#,
                #"fault:1:42: a fault cannot ask for \"/__admin/shutdown\"; it cannot end the server, "#
                    + "touch other worlds, or wait for requests"
            ),
            (#"{"method":"GET","path":"/__admin/worlds/a"}"#, "a fault cannot ask for"),
            (#"{"method":"GET","path":"/__Admin/%77orlds/"}"#, "a fault cannot ask for"),
            (
                #"{"method":"GET","path":"/__admin/requests/await?count=1"}"#,
                "a fault cannot ask for"
            ),
            (
                #"{"method":"GET","path":"/__world/a/V1/Inventory"}"#,
                #"path \"/__world/a/V1/Inventory\" names a world; the request is performed in the "#
                    + "world of the fault"
            ),
            (
                #"{"method":"GET","path":"/v9"}"#,
                #"path \"/v9\" belongs to no emulated API; write the path of one, or /__admin/…"#
            ),
            (#"{"method":"GET","path":"V1"}"#, #"path \"V1\" is not a path"#),
            (
                #"{"method":"GET","path":"/V1/Inventory","headers":{"X-Seatfiller-World":"a"}}"#,
                #"the header \"X-Seatfiller-World\" cannot be given here"#
            ),
            (
                #"{"method":"GET","path":"/V1/Inventory","body":"\#(String(repeating: "x", count: 65537))"}"#,
                "body has 65537 bytes, and may have 65536"
            ),
            (
                Array(repeating: #"{"method":"GET","path":"/V1/Inventory"}"#, count: 17)
                    .joined(separator: ","),
                "before has 17 requests, and may have 16"
            ),
        ])
    func `that cannot be are refused with their place`(request: String, message: String) throws {
        let answer = try Admin().call(
            "POST", "/__admin/faults", #"{"do":{"before":[\#(request)]}}"#)
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains(message), "\(answer.prefix(600))")
    }
}
