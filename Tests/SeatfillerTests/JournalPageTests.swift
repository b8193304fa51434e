import Emulation
import Seatfiller
import Testing

@Suite struct `A page of the journal` {
    private let admin: Admin

    init() throws {
        admin = try Admin()
        for name in ["a", "b", "c", "d"] { _ = admin.get("/V1/Users/\(name)@contoso.com/Seats") }
    }

    private func ids(_ query: String) -> [String] {
        admin.get("/__admin/requests?\(query)").matches(of: /\{"id":(\d+)/).map { String($0.1) }
    }

    @Test func `has the latest entries before one, oldest first`() {
        #expect(ids("before=4&limit=2") == ["2", "3"])
        #expect(ids("before=2&limit=2") == ["1"])
        #expect(ids("before=1").isEmpty)
        #expect(ids("before=9223372036854775807&limit=1") == ["4"])
        #expect(ids("before=4&limit=1&user=a@contoso.com") == ["1"])
        #expect(admin.get("/__admin/requests?before=2&limit=1").contains(#""next":"4""#))
    }

    @Test(arguments: [
        ("A@CONTOSO", ["1"]), ("users/b", ["2"]), ("maxresults=7", ["5"]), ("x-mine: YES", ["5"]),
        ("\"itemtype\"", ["1", "2", "3", "4"]), ("sought in the content", ["6"]), ("nothing", []),
    ])
    func `is found by a text anywhere in an exchange`(text: String, found: [String]) {
        _ = admin.get("/V1/Users/max@contoso.com/Seats?maxResults=7", [("X-Mine", "yes")])
        _ = admin.call("POST", "/V1/Users/x/Seats", "Sought in the content")
        #expect(ids("text=" + DescribedOperation.escaped(text)) == found)
    }

    @Test func `says nothing of an exchange that has not the text`() {
        #expect(
            admin.call("POST", "/__admin/requests/count", #"{"text":"nothing"}"#)
                .contains(#""differences":[{"field":"text","expected":"nothing","found":null}]"#))
    }

    @Test func `can be brief`() {
        #expect(
            admin.get("/__admin/requests?limit=1&brief=true")
                .replacing(/"at":"[^"]+"/, with: #""at":"…""#)
                .replacing(/Microseconds":\d+/, with: #"Microseconds":0"#)
                == #"200 {"requests":[{"id":1,"at":"…","world":"default","method":"GET","#
                + #""path":"/V1/Users/a@contoso.com/Seats","status":404,"#
                + #""operation":"store.listSeatsOfUser","rule":"store.unknown-user","fault":null,"#
                + #""traversal":1,"durationMicroseconds":0}],"next":"1","dropped":0}"#)
        #expect(admin.get("/__admin/requests?brief=yes").hasPrefix("400 "))
    }

    @Test func `waits for an entry, for as long as it is told`() async throws {
        #expect(
            admin.get("/__admin/requests?since=4&wait=0")
                == #"200 {"requests":[],"next":"4","dropped":0}"#)
        #expect(ids("since=3&wait=60") == ["4"])
        #expect(admin.get("/__admin/requests?wait=61").hasPrefix("400 "))
        #expect(admin.get("/__admin/requests?wait=1&before=2").hasPrefix("400 "))
        async let waiting = ids("since=4&wait=60&user=e@contoso.com")
        _ = admin.get("/V1/Users/f@contoso.com/Seats")
        _ = admin.get("/V1/Users/e@contoso.com/Seats")
        #expect(await waiting == ["6"])
    }

    @Test func `begins anew where the world is reset`() async throws {
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("20"))
        async let waiting = ids("since=4&wait=60&user=e@contoso.com")
        _ = admin.get("/V1/Users/f@contoso.com/Seats")
        _ = admin.get("/V1/Users/e@contoso.com/Seats")
        #expect(await waiting == ["2"])
        #expect(ids("since=4") == ["1", "2"])
    }

    @Test func `is not waited for by a fault`() {
        let fault = #"{"do":{"before":[{"method":"GET","path":"/__admin/requests?wait=9"}]}}"#
        #expect(admin.call("POST", "/__admin/faults", fault).contains("a fault cannot ask for"))
    }

    @Test func `leads to each exchange whole`() {
        let entry = admin.get("/__admin/requests/2")
        #expect(entry.hasPrefix(#"200 {"id":2,"#))
        #expect(entry.contains(#""path":"/V1/Users/b@contoso.com/Seats","query":{},"headers":{},"#))
        for id in ["0", "5", "-1", "x"] {
            let none = admin.get("/__admin/requests/\(id)")
            #expect(none.hasPrefix("404 "))
            #expect(none.contains("The journal keeps no request \(id)."))
        }
        _ = admin.call("DELETE", "/__admin/requests")
        #expect(admin.get("/__admin/requests/2").hasPrefix("404 "))
    }
}

@Suite struct `An answer in the journal` {
    private func answer(_ admin: Admin, _ id: Int = 1) throws -> String {
        let entry = admin.get("/__admin/requests/\(id)")
        return String(try #require(entry.firstMatch(of: /"answer":(.*)\}$/)).1)
    }

    @Test func `has its headers and its content`() throws {
        let admin = try Admin()
        let body = admin.get("/V1/Users/bob@contoso.com/Seats").dropFirst(4)
        let text = body.replacing("\"", with: #"\""#)
        let kept = try answer(admin)
        #expect(kept.hasPrefix(#"{"headers":{"Content-Type":"application/json; charset=utf-8","#))
        #expect(kept.hasSuffix(#","body":"\#(text)","truncated":false}"#), "\(kept)")
    }

    @Test func `that refuses has the code of its error, and no secret that it repeats`() throws {
        let admin = try Admin()
        _ = admin.get("/V1/Users/password=hunter2@contoso.com/Seats")
        let kept = try answer(admin)
        #expect(kept.contains(#"\"code\":\"NotFound\""#), "\(kept)")
        #expect(!kept.contains("hunter2"), "\(kept)")
    }

    @Test func `is cut where it is told`() throws {
        var settings = Settings()
        settings.journal.answerBytes = 10
        let admin = try Admin(settings)
        _ = admin.get("/V1/Users/bob@contoso.com/Seats")
        #expect(try answer(admin).hasSuffix(#","body":"{\"seats\":[","truncated":true}"#))
        settings.journal.answerBytes = 0
        let other = try Admin(settings)
        _ = other.get("/V1/Users/bob@contoso.com/Seats")
        #expect(try answer(other) == "null")
    }

    @Test(arguments: [2048, 100])
    func `has no access token`(count: Int) throws {
        var settings = Settings()
        settings.journal.answerBytes = count
        let admin = try Admin(settings)
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let given = admin.call(
            "POST", "/connect/token",
            "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
                + "&client_secret=not-a-secret", form)
        let token = try #require(given.firstMatch(of: /"access_token":"([^"]+)"/)).1
        let kept = try answer(admin)
        #expect(kept.contains(#"\"access_token\":\"[redacted]\","#), "\(kept)")
        #expect(!kept.contains(token.prefix(20)))
    }

    @Test func `is none where a fault keeps it from the client, and its beginning where it is cut`()
        throws
    {
        let admin = try Admin()
        for effect in [#""connection":"EMPTY_RESPONSE""#, #""truncateBody":4"#] {
            let fault = #"{"do":{\#(effect)},"when":{"times":1}}"#
            #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        }
        _ = admin.get("/V1/Users/bob@contoso.com/Seats")
        _ = admin.get("/V1/Users/bob@contoso.com/Seats")
        #expect(try answer(admin) == "null")
        #expect(try answer(admin, 2).contains(#""body":"{\"se","#))
    }
}
