import Emulation
import Seatfiller
import TestWorlds
import Testing

@Suite struct `The journal of a world` {
    private func settled() -> Settings {
        var settings = Settings()
        settings.clock = .init("2018-05-01T12:00:00Z")
        return settings
    }

    @Test func `tells what was asked and answered, and by which rule`() throws {
        var settings = settled()
        settings.journal.answerBytes = 0
        let admin = try Admin(settings)
        _ = admin.call(
            "GET", "/V1/Users/bob@contoso.com/Seats?maxResults=0", "",
            [("Authorization", "Bearer secret"), ("Accept", "application/json")])
        let journal = admin.get("/__admin/requests")
        let duration = try #require(journal.firstMatch(of: /"durationMicroseconds":(\d+)/)).1
        #expect(
            journal == """
                200 {"requests":[{"id":1,"at":"2018-05-01T12:00:00.0000000+00:00","world":"default",\
                "method":"GET","path":"/V1/Users/bob@contoso.com/Seats","query":{"maxResults":"0"},\
                "headers":{"Authorization":"Bearer [redacted]","Accept":"application/json"},"body":"",\
                "truncated":false,"status":400,"operation":"store.listSeatsOfUser",\
                "rule":"store.seats-of-user.max-results","fault":null,"traversal":1,\
                "durationMicroseconds":\(duration),"answer":null}],"next":"1","dropped":0}
                """)
    }

    @Test func `keeps secrets of token requests to itself`() throws {
        let admin = try Admin()
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        _ = admin.call(
            "POST", "/connect/token", "client_id=me&client_secret=hush&grant_type=x", form)
        let journal = admin.get("/__admin/requests")
        #expect(journal.contains(#""body":"client_id=me&client_secret=[redacted]&grant_type=x""#))
        #expect(journal.contains(#""operation":"avepoint.issueToken""#))
    }

    @Test func `keeps secrets to itself that an answer repeats, or that a fault puts into it`()
        throws
    {
        let admin = try Admin()
        let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl"
        let seats = "/V1/Users/bob@contoso.com/Seats"
        #expect(admin.get(seats, [("MS-CV", token)]).hasPrefix("200 "))
        let fault = """
            {"do":{"status":200,"headers":{"Set-Cookie":"session=\(token)","X-Api-Key":"hush"},\
            "body":{"access_token":"hush","seats":[]}}}
            """
        #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        #expect(admin.get(seats) == #"200 {"access_token":"hush","seats":[]}"#)
        let journal = admin.get("/__admin/requests")
        #expect(journal.contains(#""MS-CV":"[redacted]""#))
        #expect(journal.contains(#""X-Api-Key":"[redacted]""#))
        #expect(journal.contains(#"{\"access_token\":\"[redacted]\",\"seats\":[]}"#))
        #expect(!journal.contains("hush"))
        #expect(!journal.contains(token))
    }

    @Test func `is read on from where one stopped`() throws {
        let admin = try Admin()
        for user in ["ann", "bob", "carol"] { _ = admin.get("/V1/Users/\(user)@contoso.com/Seats") }
        let first = admin.get("/__admin/requests?limit=2")
        #expect(first.matches(of: /"id":(\d+)/).map { $0.1 } == ["1", "2"])
        #expect(first.hasSuffix(#""next":"2","dropped":0}"#))
        let second = admin.get("/__admin/requests?since=2")
        #expect(second.matches(of: /"id":(\d+)/).map { $0.1 } == ["3"])
        #expect(
            admin.get("/__admin/requests?since=3") == #"200 {"requests":[],"next":"3","dropped":0}"#
        )
        // An id that the journal has not come to is of a time before a reset.
        #expect(
            admin.get("/__admin/requests?since=9223372036854775807")
                .matches(of: /"id":(\d+)/).map { $0.1 } == ["1", "2", "3"])
        #expect(admin.get("/__admin/requests?since=x").contains("since must be an integer from 0"))
    }

    @Test func `is bounded, and says what it has dropped`() throws {
        var settings = settled()
        settings.journal.entries = 3
        let admin = try Admin(settings)
        for _ in 0..<200 { _ = admin.get("/V1/Inventory") }
        let journal = admin.get("/__admin/requests")
        #expect(journal.matches(of: /"id":(\d+)/).map { $0.1 } == ["198", "199", "200"])
        #expect(journal.hasSuffix(#""next":"200","dropped":197}"#))
        settings.journal.bytes = 4096
        settings.journal.entries = 10_000
        settings.journal.answerBytes = 0
        let small = try Admin(settings)
        for _ in 0..<200 { _ = small.get("/V1/Inventory") }
        #expect((40...60).contains(small.get("/__admin/requests").matches(of: /"id"/).count))
    }

    @Test func `keeps the beginning of long content`() throws {
        let admin = try Admin()
        _ = admin.call("POST", "/V1/Inventory/A/1/Seats", String(repeating: "x", count: 10_000))
        let journal = admin.get("/__admin/requests")
        #expect(journal.contains(#"xxx","truncated":true"#))
        #expect(journal.utf8.count < 9_500)
    }

    @Test func `is emptied, and switched off`() throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory")
        #expect(admin.call("DELETE", "/__admin/requests") == "204 ")
        #expect(admin.get("/__admin/requests").hasPrefix(#"200 {"requests":[],"#))
        var settings = settled()
        settings.journal.entries = 0
        let silent = try Admin(settings)
        _ = silent.get("/V1/Inventory")
        let nothing = #"200 {"requests":[],"next":"0","dropped":0}"#
        #expect(silent.get("/__admin/requests") == nothing)
        // A fault that waits for a page follows the walks all the same.
        let fault = #"{"match":{"page":2},"do":{"status":503}}"#
        #expect(silent.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        let page = silent.get("/V1/Users/max@contoso.com/Seats?maxResults=100")
        let token = try #require(page.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        let next = silent.get("/V1/Users/max@contoso.com/Seats?continuationToken=\(token)")
        #expect(next.hasPrefix("503"))
        #expect(silent.get("/__admin/requests") == nothing)
    }

    @Test func `knows the pages of one walk`() throws {
        let admin = try Admin()
        func walk() throws {
            var target = "/V1/Users/max@contoso.com/Seats?maxResults=100"
            while true {
                let page = admin.get(target)
                guard let token = page.firstMatch(of: /"continuationToken":"([^"]+)"/) else {
                    return
                }
                target = "/V1/Users/max@contoso.com/Seats?continuationToken=\(token.1)"
            }
        }
        try walk()
        let batch = "/partner/external/v3/general/customers/batch?pageSize=1&pageIndex="
        for index in 1...2 { _ = admin.call("POST", batch + String(index)) }
        let traversals = admin.get("/__admin/requests").matches(of: /"traversal":(\w+)/).map {
            $0.1
        }
        #expect(traversals == ["1", "1", "1", "4", "4"])
        #expect(admin.get("/__admin/requests?traversal=1").matches(of: /"id"/).count == 3)
    }

    @Test(
        arguments: [
            (#"{"operation":"store.assignSeat"}"#, 1), (#"{"method":"post"}"#, 2),
            (#"{"status":404}"#, 1),
            (#"{"path":"/V1/Users/*"}"#, 2), (#"{"path":"*/Seats/*@contoso.com"}"#, 1),
            (#"{"user":"BOB@contoso.com"}"#, 2), (#"{"query":{"maxResults":"5"}}"#, 1),
            (#"{"headers":{"x-test":"a"}}"#, 1), (#"{"body":"seatAction"}"#, 1),
            (#"{"method":"GET","status":200}"#, 1), (#"{"status":200,"user":"nobody@x"}"#, 0),
            ("{}", 4),
        ])
    func `is searched by any field`(query: String, count: Int) throws {
        let admin = try Admin()
        _ = admin.call("POST", Admin.assign)
        _ = admin.get("/V1/Users/bob@contoso.com/Seats?maxResults=5", [("X-Test", "a")])
        _ = admin.get("/V1/Users/nobody@x/Seats")
        _ = admin.call(
            "POST", "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats",
            #"{"usernames":["a@b"],"seatAction":"assign"}"#)
        #expect(
            admin.call("POST", "/__admin/requests/count", query).hasPrefix(
                #"200 {"count":\#(count)"#))
        let found = admin.call("POST", "/__admin/requests/find", query)
        let requests = found.split(separator: #""closest":"#)[0]
        #expect(requests.matches(of: /"durationMicroseconds"/).count == count)
    }

    @Test func `tells what came nearest where nothing was found`() throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory")
        _ = admin.get("/V1/Users/ann@contoso.com/Seats")
        let answer = admin.call(
            "POST", "/__admin/requests/count",
            #"{"operation":"store.listSeatsOfUser","user":"bob@contoso.com"}"#)
        #expect(answer.hasPrefix(#"200 {"count":0,"closest":[{"request":{"id":2,"#))
        #expect(
            answer.contains(
                #""differences":[{"field":"user","expected":"bob@contoso.com","found":"ann@contoso.com"}]}"#
            ))
        #expect(
            answer.hasSuffix(
                """
                "differences":[{"field":"operation","expected":"store.listSeatsOfUser",\
                "found":"store.getInventory"},{"field":"user","expected":"bob@contoso.com","found":null}]}]}
                """))
        #expect(
            admin.call("POST", "/__admin/requests/find", #"{"users":1}"#).contains(
                "has the unknown criterion \\\"users\\\""))
    }

    @Test func `is its own, and goes with a reset`() throws {
        let admin = try Admin()
        _ = admin.get("/__world/a/V1/Inventory")
        #expect(admin.get("/__admin/requests").hasPrefix(#"200 {"requests":[],"#))
        #expect(
            admin.get("/__world/a/__admin/requests").contains(
                #""world":"a","method":"GET","path":"/V1/Inventory""#))
        _ = admin.call("POST", "/__world/a/__admin/reset")
        #expect(admin.get("/__world/a/__admin/requests").hasPrefix(#"200 {"requests":[],"#))
    }

    @Test(arguments: ["null", "[]", "{}", "[null]", "[[1]]"])
    func `looks for no value that is none of a text`(value: String) throws {
        let admin = try Admin()
        for search in [
            #"{"traversal":\#(value)}"#, #"{"query":{"a":\#(value)}}"#,
            #"{"headers":{"a":\#(value)}}"#,
        ] {
            let answer = admin.call("POST", "/__admin/requests/count", search)
            #expect(answer.hasPrefix("400 "), "\(search): \(answer)")
            #expect(answer.contains("The content looks for "), "\(search): \(answer)")
        }
    }

    @Test(
        arguments: [
            ("status", "abc", "from 100 to 599"), ("status", "", "from 100 to 599"),
            ("status", "600", "from 100 to 599"), ("traversal", "0", "1 or more"),
            ("traversal", "9223372036854775808", "1 or more"), ("type", "exchange", "0 or more"),
            ("type", "-1", "0 or more"),
        ])
    func `is not searched for a number that can never come`(
        name: String, text: String, bound: String
    ) throws {
        let admin = try Admin()
        let refusal = "needs an integer in \(name), \(bound), not '\(text)'."
        for path in ["/__admin/requests", "/__admin/requests/await"] {
            let answer = admin.get("\(path)?\(name)=\(text)")
            #expect(answer.hasPrefix("400 "))
            #expect(answer.contains("The query \(refusal)"), "\(answer)")
        }
        for path in ["/__admin/requests/count", "/__admin/requests/find"] {
            let answer = admin.call("POST", path, #"{"\#(name)":"\#(text)"}"#)
            #expect(answer.hasPrefix("400 "))
            #expect(answer.contains("The content \(refusal)"), "\(answer)")
        }
    }

    @Test func `is searched for a number however it is written`() throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory")
        for number in [#""0200""#, "200", "200.0", "2e2"] {
            #expect(
                admin.call("POST", "/__admin/requests/count", #"{"status":\#(number)}"#)
                    == #"200 {"count":1}"#)
        }
    }

    @Test(arguments: [
        "count=1&count=2", "timeoutMs=1&TimeoutMs=2", "operation=a&operation=b",
        "status=200&status=200", "limit=1&LIMIT=3",
    ])
    func `takes no parameter twice, as no other call does`(query: String) throws {
        let admin = try Admin()
        let name = query.split(separator: "&")[1].prefix { $0 != "=" }
        for path in ["requests", "requests/await", "traversals", "coverage"].map({
            "/__admin/\($0)"
        }) {
            let answer = admin.get("\(path)?\(query)")
            #expect(answer.hasPrefix("400 "))
            #expect(answer.contains(#""code":"bad-parameter""#))
            #expect(answer.contains("\(name) is given twice."))
        }
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("EMPTY_RESPONSE", nil), ("CONNECTION_RESET_BY_PEER", nil),
            ("RANDOM_DATA_THEN_CLOSE", nil), ("MALFORMED_RESPONSE_CHUNK", 200),
        ] as [(String, Int?)])
    func `has the status that went out before the connection broke, if any`(
        fault: String, status: Int?
    ) throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory", [("X-Seatfiller-Fault", "connection=\(fault)")])
        let shown = status.map { String($0) } ?? "null"
        #expect(admin.get("/__admin/requests").contains(#""truncated":false,"status":\#(shown),"#))
        #expect(
            admin.call("POST", "/__admin/requests/count", #"{"status":200}"#)
                .hasPrefix(#"200 {"count":\#(status == nil ? 0 : 1)"#))
        let label = status.map { String($0) } ?? "none"
        #expect(
            admin.get("/__admin/metrics").contains(
                #"requests_total{operation="store.getInventory",status="\#(label)"} 1.0"#))
        #expect(try admin.emulator.world("default").journal.entries.map(\.status) == [status])
    }

    @Test func `answers who waits when it comes, and in the end without`() async throws {
        let admin = try Admin()
        async let waiting = admin.get("/__admin/requests/await?operation=store.getInventory")
        _ = admin.get("/V1/Inventory")
        #expect(await waiting.hasPrefix(#"200 {"requests":[{"id":1,"#))
        #expect(
            admin.get("/__admin/requests/await?status=404&timeoutMs=5&count=2")
                .hasPrefix(#"408 {"count":0,"requests":[],"closest":[{"request":{"id":1,"#))
        #expect(
            admin.get("/__admin/requests/await?count=0").contains("count must be an integer from 1")
        )
    }

    @Test func `shows who waits nothing that has been cleared meanwhile`() async throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory")
        async let waiting = admin.get(
            "/__admin/requests/await?operation=store.getInventory&count=2")
        _ = admin.call("DELETE", "/__admin/requests")
        _ = admin.get("/V1/Inventory")
        _ = admin.call("POST", "/__admin/reset")
        for _ in 0..<2 { _ = admin.get("/V1/Inventory") }
        #expect(await waiting.matches(of: /"id":(\d+)/).map { $0.1 } == ["1", "2"])
    }

    @Test(arguments: ["", "&timeoutMs=0"])
    func `answers at once who waits for what has come already`(timeout: String) throws {
        let admin = try Admin()
        for _ in 0..<2 { _ = admin.get("/V1/Inventory") }
        for count in 1...2 {
            let answer = admin.get("/__admin/requests/await?count=\(count)\(timeout)")
            #expect(answer.hasPrefix(#"200 {"requests":[{"id":1,"#))
        }
        #expect(
            admin.get("/__admin/requests/await?count=3&timeoutMs=0")
                .hasPrefix(#"408 {"count":2,"requests":[{"id":1,"#))
    }
}
