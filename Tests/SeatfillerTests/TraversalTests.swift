import Emulation
import Seatfiller
import Testing

@Suite struct `A traversal` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let batch = "/partner/external/v3/general/customers/batch"

    private func admin() throws -> Admin {
        var settings = Settings()
        settings.clock = Instant("2026-11-21T12:00:00Z")
        return try Admin(settings)
    }

    private func token(_ page: String) -> String? {
        (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init)
    }

    /// Reads a list by its tokens.
    ///
    /// - Parameter most: how many pages are read.
    private func walk(_ admin: Admin, _ target: String, most: Int = .max) {
        var page = admin.get(target)
        var count = 1
        while let token = token(page), count < most {
            page = admin.get(target.prefix { $0 != "?" } + "?continuationToken=\(token)")
            count += 1
        }
    }

    @Test func `that reads all pages is complete`() throws {
        let admin = try admin()
        walk(admin, Self.max)
        #expect(
            admin.get("/__admin/traversals") == #"""
                200 {"traversals":[{"id":1,"operation":"store.listSeatsOfUser","user":"max@contoso.com",\#
                "credential":null,"verdict":"complete","pages":11,"served":260,"distinct":260,"missed":0,\#
                "repeated":0,"end":"reached","findings":[]}],"next":null}
                """#)
        #expect(
            admin.call("POST", "/__admin/traversals/verify") == #"200 {"passed":true,"judged":1}"#)
    }

    @Test func `that stops early is incomplete, and says what it has left`() throws {
        let admin = try admin()
        walk(admin, Self.max, most: 3)
        let listed = #"""
            "operation":"store.listSeatsOfUser","user":"max@contoso.com","credential":null,\#
            "verdict":"running","pages":3,"served":75,"distinct":75,"missed":185,"repeated":0,\#
            "end":"running","findings":[]
            """#
        #expect(
            admin.get("/__admin/traversals")
                == #"200 {"traversals":[{"id":1,\#(listed)}],"next":null}"#)
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":30}"#)
        #expect(
            admin.get("/__admin/traversals/1") == #"""
                200 {"id":1,"operation":"store.listSeatsOfUser","user":"max@contoso.com","credential":null,\#
                "verdict":"incomplete","pages":3,"served":75,"distinct":75,"missed":185,"repeated":0,\#
                "end":"abandoned","findings":[{"code":"abandoned","page":3,"detail":\#
                "Page 3 had a continuationToken; it was never asked for. 185 items were not read."}],\#
                "requests":[{"id":1,"at":"2026-11-21T12:00:00.0000000+00:00","page":1,"status":200,"items":25,\#
                "more":true},{"id":2,"at":"2026-11-21T12:00:00.0000000+00:00","page":2,"status":200,\#
                "items":25,"more":true},{"id":3,"at":"2026-11-21T12:00:00.0000000+00:00","page":3,\#
                "status":200,"items":25,"more":true}]}
                """#)
        #expect(
            admin.call("POST", "/__admin/traversals/verify", "{}") == #"""
                409 {"type":"about:blank","title":"Conflict","status":409,"detail":\#
                "Traversal 1 of store.listSeatsOfUser (max@contoso.com): abandoned: Page 3 had a \#
                continuationToken; it was never asked for. 185 items were not read.",\#
                "code":"verification-failed","hint":"GET /__admin/traversals/{id} has every request; \#
                \"allow\" names findings that are no fault.","judged":1,"reasons":["Traversal 1 of \#
                store.listSeatsOfUser (max@contoso.com): abandoned: Page 3 had a continuationToken; it was \#
                never asked for. 185 items were not read."]}
                """#)
    }

    @Test func `is shown with its latest requests, and then with earlier ones`() throws {
        let admin = try admin()
        walk(admin, Self.max)
        func shown(_ query: String) throws -> String {
            let answer = admin.get("/__admin/traversals/1" + query)
            let requests = try #require(answer.split(separator: #""requests":"#).last)
            let ids = requests.matches(of: /"id":(\d+)/).map { String($0.1) }
            let next = answer.firstMatch(of: /"next":(null|"\d+")/).map { String($0.1) }
            return ids.joined(separator: " ") + (next.map { ", then \($0)" } ?? "")
        }
        #expect(try shown("?limit=4") == #"8 9 10 11, then "8""#)
        #expect(try shown("?limit=4&before=8") == #"4 5 6 7, then "4""#)
        #expect(try shown("?limit=4&before=4") == "1 2 3, then null")
        #expect(try shown("") == "1 2 3 4 5 6 7 8 9 10 11")
        for query in ["?limit=0", "?limit=10001", "?before=0", "?limits=1"] {
            let answer = admin.get("/__admin/traversals/1" + query)
            #expect(answer.contains(#""code":"bad-parameter""#), "\(query)")
        }
    }

    @Test func `is forgotten when somebody wants that`() throws {
        let admin = try admin()
        walk(admin, Self.max)
        #expect(admin.call("DELETE", "/__admin/traversals") == "204 ")
        #expect(admin.get("/__admin/traversals") == #"200 {"traversals":[],"next":null}"#)
        #expect(admin.get("/__admin/traversals/1").contains(#""code":"no-such-traversal""#))
    }

    @Test func `excuses what came and went meanwhile`() throws {
        let admin = try admin()
        let target = "/V1/Inventory/9PB4WFRZC77X/0010/Seats"
        let before = admin.get(target)
        #expect(before.hasPrefix("200 "))
        for (method, user) in [("POST", "bob"), ("DELETE", "max")] {
            #expect(
                admin.call(method, "\(target)/\(user)@contoso.com").hasPrefix("200 "), "\(user)")
        }
        let found = admin.get("/__admin/traversals")
        #expect(
            found.contains(#""verdict":"complete","pages":1,"served":1,"distinct":1,"missed":0"#))
    }

    @Test func `is judged by what the content says, so a query is refused`() throws {
        let admin = try admin()
        walk(admin, Self.max)
        let verdict = admin.call("POST", "/__admin/traversals/verify?operation=store.listSeats")
        #expect(verdict.hasPrefix("400 "))
        #expect(verdict.contains(#"has the unknown parameter \"operation\"; expected none"#))
    }

    @Test func `along numbered pages is complete at the last`() throws {
        let admin = try admin()
        for index in 1...2 { _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)") }
        #expect(
            admin.get("/__admin/traversals") == #"""
                200 {"traversals":[{"id":1,"operation":"elements.retrieveCustomers","credential":null,\#
                "verdict":"complete","pages":2,"served":2,"distinct":2,"missed":0,"repeated":0,\#
                "end":"reached","findings":[]}],"next":null}
                """#)
        _ = admin.call("POST", Self.batch + "?pageSize=1")
        #expect(
            admin.call("POST", "/__admin/traversals/verify", #"{"limit":1}"#).contains(
                #"Page 1 of 2 was the last that was asked for. 1 item was not read."#))
    }
}
