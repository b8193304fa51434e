import Seatfiller
import Testing

@Suite struct `A world` {
    @Test func `springs into being when it is named, and is nobody else's`() throws {
        let admin = try Admin()
        #expect(admin.bob("/__world/a") == Admin.one)
        _ = admin.call("POST", "/__world/a" + Admin.assign)
        #expect(admin.bob("/__world/a") == Admin.two)
        #expect(admin.bob() == Admin.one)
        #expect(admin.bob("/__world/b") == Admin.one)
    }

    @Test func `is named by the path, else by a header, else by a token`() throws {
        let admin = try Admin()
        _ = admin.call("POST", "/__world/a" + Admin.assign)
        let header = [("X-Seatfiller-World", "a")]
        let token = [("Authorization", "Bearer anything~a")]
        #expect(admin.bob("", header) == Admin.two)
        #expect(admin.bob("", token) == Admin.two)
        #expect(admin.bob("", [("X-Seatfiller-World", "b"), token[0]]) == Admin.one)
        #expect(admin.bob("/__world/b", header) == Admin.one)
        #expect(admin.bob("", [("Authorization", "Bearer anything")]) == Admin.one)
    }

    @Test func `is named by the client of a token, and then by the token`() throws {
        let admin = try Admin(auth: .enforced)
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let credentials =
            "grant_type=client_credentials&client_secret=not-a-secret&resource=https://onestore.microsoft.com"
            + "&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
        let endpoint = "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token"
        func token(_ world: String) throws -> [(String, String)] {
            let answer = admin.call("POST", endpoint, credentials + world, form)
            return try Admin.bearer(in: answer)
        }
        let (inside, outside) = (try token("~a"), try token(""))
        #expect(admin.call("POST", Admin.assign, "", inside).hasPrefix("200 "))
        #expect(admin.bob("", inside) == Admin.two)
        #expect(admin.bob("", outside) == Admin.one)
        #expect(admin.bob("/__world/a", outside) == Admin.two)
    }

    @Test func `is where a discovery document leads`() throws {
        let document = try Admin().get("/__world/a/.well-known/openid-configuration")
        #expect(document.contains(#""token_endpoint":"http://localhost/__world/a/connect/token""#))
    }

    @Test func `takes its own continuation tokens only`() throws {
        let admin = try Admin()
        let page = admin.get("/__world/a/V1/Users/max@contoso.com/Seats")
        let token = try #require(page.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        let next = "/V1/Users/max@contoso.com/Seats?continuationToken=\(token)"
        #expect(admin.get("/__world/a" + next).hasPrefix("200 "))
        #expect(admin.get("/__world/b" + next).hasPrefix("400 "))
        #expect(admin.get(next).hasPrefix("400 "))
    }

    @Test(arguments: ["a%20b", "a/", "%C3%A4", "", String(repeating: "x", count: 65)])
    func `has a name of plain letters`(name: String) throws {
        let answer = try Admin().get("/__world/\(name.isEmpty ? "/" : name)/V1/Inventory")
        #expect(answer.hasPrefix(name == "a/" ? "404 " : "400 {\"type\":\"about:blank\""))
    }

    @Test func `is made, listed and dropped`() throws {
        let admin = try Admin()
        let made = admin.call("PUT", "/__admin/worlds/a")
        #expect(made.hasPrefix(#"201 {"name":"a","created":""#))
        #expect(made.hasSuffix(#","requests":0,"privateBytes":0}"#))
        #expect(admin.call("PUT", "/__admin/worlds/a").contains(#""code":"world-exists""#))
        #expect(admin.call("PUT", "/__admin/worlds/default").hasPrefix("409 "))
        #expect(admin.call("PUT", "/__admin/worlds/a%20b").hasPrefix("400 "))
        _ = admin.bob("/__world/a")
        let list = admin.get("/__admin/worlds")
        #expect(list.matches(of: /"name":"(\w+)"/).map { $0.1 } == ["default", "a"])
        #expect(list.contains(#""requests":1,"#))
        #expect(admin.call("DELETE", "/__admin/worlds/a") == "204 ")
        #expect(admin.call("DELETE", "/__admin/worlds/a").hasPrefix("404 "))
        #expect(admin.call("DELETE", "/__admin/worlds/default").hasPrefix("409 "))
    }

    @Test func `is a copy of another as that is now, and returns to that`() throws {
        let admin = try Admin()
        _ = admin.call("POST", "/__world/a" + Admin.assign)
        #expect(admin.call("PUT", "/__admin/worlds/b", #"{"from":"a"}"#).hasPrefix("201 "))
        #expect(admin.bob("/__world/b") == Admin.two)
        _ = admin.call("DELETE", "/__world/b" + Admin.assign)
        #expect(admin.bob("/__world/b") == Admin.one)
        #expect(admin.bob("/__world/a") == Admin.two)
        _ = admin.call("POST", "/__world/b/__admin/reset")
        #expect(admin.bob("/__world/b") == Admin.two)
        #expect(admin.call("PUT", "/__admin/worlds/c", #"{"from":"nowhere"}"#).hasPrefix("404 "))
    }

    @Test func `accepts the tokens that are issued under its path`() throws {
        let admin = try Admin(auth: .enforced)
        let batch = "/partner/external/v3/general/customers/batch"
        for path in ["/__world/a", "/__WORLD/a", ""] {
            let token = try Admin.bearer(
                in: admin.call(
                    "POST", path + "/connect/token",
                    "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
                        + "&client_secret=not-a-secret",
                    [("Content-Type", "application/x-www-form-urlencoded")]))
            for base in [path, "/__world/b", ""] {
                #expect(admin.call("POST", base + batch, "", token).hasPrefix("200 "))
            }
        }
    }

    @Test(
        arguments: [
            (#"{"from":7}"#, "must have the name of a world in from, not a number"),
            (#"{"from":null}"#, "must have the name of a world in from, not null"),
            (#"{"from":["a"]}"#, "must have the name of a world in from, not an array"),
            (#"{"from":"a","from":"b"}"#, #"has the member \"from\" twice"#),
            (#"{"form":"a"}"#, #"has the unknown member \"form\"; expected from"#),
            (#"["a"]"#, "must be a JSON object, not an array"),
            (#"{"from":"a""#, "is not JSON: line 1, column 12: "),
        ])
    func `is not made of what says nothing of a world`(content: String, reason: String) throws {
        let admin = try Admin()
        let answer = admin.call("PUT", "/__admin/worlds/b", content)
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains(#""detail":"The content \#(reason)"#), "\(answer)")
        #expect(admin.get("/__admin/worlds").matches(of: /"name"/).count == 1)
    }

    @Test func `that has gone down with its replica is not made from the seed unasked`() throws {
        let admin = try Admin()
        let bob = "/V1/Users/bob@contoso.com/Seats"
        let exists = [("X-Seatfiller-World-Exists", "true")]
        let gone = """
            410 {"type":"about:blank","title":"Gone","status":410,\
            "detail":"The world a has existed, but is not on this server.","code":"world-gone",\
            "hint":"PUT /__admin/worlds/a makes it again, from the seed."}
            """
        #expect(admin.get("/__world/a" + bob, exists) == gone)
        #expect(admin.get(bob, exists + [("X-Seatfiller-World", "a")]) == gone)
        #expect(admin.get(bob, exists + [("Authorization", "Bearer anything~a")]) == gone)
        #expect(admin.call("POST", "/__world/a/__admin/reset", "", exists) == gone)
        #expect(admin.call("PUT", "/__admin/worlds/a", "", exists).hasPrefix("201 "))
        #expect(admin.bob("/__world/a", exists) == Admin.one)
        // Nobody names a world here.
        #expect(admin.bob("", exists) == Admin.one)
        #expect(
            admin.get("/__world/b" + bob, [("X-Seatfiller-World-Exists", "perhaps")]) == """
                400 {"type":"about:blank","title":"Bad Request","status":400,\
                "detail":"X-Seatfiller-World-Exists cannot be 'perhaps'.","code":"no-world-claim",\
                "hint":"Its value is true, or the header is left out."}
                """)
    }

    @Test func `too many is a problem that harms no other`() throws {
        var settings = Settings()
        settings.mostWorlds = 2
        let admin = try Admin(settings)
        #expect(admin.bob("/__world/a") == Admin.one)
        #expect(
            admin.get("/__world/b/V1/Inventory") == """
                503 {"type":"about:blank","title":"Service Unavailable","status":503,\
                "detail":"There are 2 worlds already.","code":"too-many-worlds",\
                "hint":"DELETE /__admin/worlds/{name} drops one; --max-worlds allows more."}
                """)
        #expect(admin.bob("/__world/a") == Admin.one)
        #expect(admin.bob() == Admin.one)
    }

    @Test func `that outgrows its memory says so, and takes no more`() throws {
        var settings = Settings()
        settings.worldBytes = 1 << 20
        let admin = try Admin(settings)
        let customer = { (number: Int) in
            """
            {"firstName":"\(number)","lastName":"x","organizationName":"\(String(repeating: "x", count: 8000))",
             "registrationAccount":"x\(number)@x.com","password":"x","countryCode":"CH",
             "dataCenter":"f8ccd75d-d979-417c-96ee-ae256a3af091"}
            """
        }
        let onboard = "/__world/a/partner/external/v3/general/customers"
        var answers: [String] = []
        for number in 0..<200 {
            answers.append(admin.call("POST", onboard, customer(number)))
            if !answers[number].hasPrefix("200 ") { break }
        }
        #expect(answers.count > 50)
        let last = try #require(answers.last)
        #expect(last.hasPrefix("507 "))
        #expect(last.contains(#""code":"world-full""#))
        let refused = admin.emulator.respond(
            to: Emulator.Request("POST", onboard, body: customer(1000)))
        #expect(refused.header("X-Seatfiller-Rule") == "world.full; chosen")
        #expect(last.contains("cannot grow more than 1048576 bytes beyond its seed"))
        #expect(admin.bob("/__world/a") == Admin.one)
        #expect(admin.call("POST", "/__world/b" + Admin.assign).hasPrefix("200 "))
        #expect(admin.call("POST", "/__world/a/__admin/reset").hasPrefix("200 "))
        #expect(admin.call("POST", onboard, customer(1)).hasPrefix(#"200 {"status":1"#))
    }
}

@Suite struct `The worlds of a store file` {
    private func settings(_ path: String) -> Settings {
        var settings = Settings()
        settings.store = path
        return settings
    }

    @Test func `branch from what it was opened with, and a reset returns to that`() throws {
        let file = TemporaryStore()
        defer { file.remove() }
        let path = file.path
        do {
            let admin = try Admin(settings(path))
            _ = admin.call("POST", Admin.assign)
            #expect(admin.bob() == Admin.two)
            #expect(admin.bob("/__world/a") == Admin.one)
            #expect(
                admin.call("PUT", "/__admin/worlds/b", #"{"from":"default"}"#).hasPrefix("201 "))
            #expect(admin.bob("/__world/b") == Admin.two)
            #expect(admin.call("POST", "/__admin/reset").hasPrefix("200 "))
            #expect(admin.bob() == Admin.one)
            _ = admin.call("POST", Admin.assign)
            _ = admin.call("PUT", "/__admin/snapshots/s")
            _ = admin.call("DELETE", Admin.assign)
            #expect(admin.call("POST", "/__admin/snapshots/s/restore").hasPrefix("200 "))
            #expect(admin.bob() == Admin.two)
        }
        // What was restored is in the file, and what was in worlds is not.
        let again = try Admin(settings(path))
        #expect(again.bob() == Admin.two)
        #expect(again.bob("/__world/a") == Admin.two)
    }
}
