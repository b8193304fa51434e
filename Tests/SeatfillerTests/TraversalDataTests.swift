import Emulation
import Foundation
import SQLite
import Seatfiller
import Testing

@Suite struct `A traversal beside changes` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let ofMax = "user_id = (SELECT id FROM store_users WHERE user_name LIKE 'max@%')"

    private func settings() -> Settings {
        var settings = Settings()
        settings.clock = Instant("2026-11-21T12:00:00Z")
        settings.tokenKey = Array(repeating: 7, count: 32)
        return settings
    }

    private func token(_ page: String) -> String {
        (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init) ?? "none"
    }

    private func next(_ admin: Admin, _ page: String, _ world: String = "") -> String {
        admin.get(world + Self.max + "?continuationToken=\(token(page))")
    }

    private func sql(_ admin: Admin, _ script: String) {
        let answer = admin.call(
            "POST", "/__admin/seed", script, [("Content-Type", "application/sql")])
        #expect(answer.hasPrefix("200 "), "\(answer)")
    }

    /// What is said of each traversal, newest first, from its verdict on.
    private func said(_ admin: Admin, _ world: String = "") -> [String] {
        let found = admin.get("\(world)/__admin/traversals")
        return found.matches(of: /"verdict":(.*?),"findings"/).map { String($0.1) }
    }

    private static func counts(
        _ verdict: String, pages: Int, served: Int, missed: Int, repeated: Int = 0, end: String
    ) -> String {
        #""\#(verdict)","pages":\#(pages),"served":\#(served),"distinct":\#(served - repeated),"missed":\#(missed),"#
            + #""repeated":\#(repeated),"end":"\#(end)""#
    }

    @Test func `owes nothing that came, went, or went and came back`() throws {
        let admin = try Admin(settings())
        let first = admin.get(Self.max + "?maxResults=100")
        let product = try #require(first.firstMatch(of: /"productId":"(\w+)"/)).1
        let last = "(SELECT max(date_assigned) FROM store_seats WHERE \(Self.ofMax))"
        // One that was read goes; of those to come one goes, and one goes and comes back earlier.
        sql(
            admin,
            "UPDATE store_seats SET state = 'revoked' WHERE \(Self.ofMax) AND product_id = '\(product)'"
        )
        sql(
            admin,
            "UPDATE store_seats SET date_assigned = '2017-01-01T00:00:00.0000000+00:00' "
                + "WHERE \(Self.ofMax) AND date_assigned = \(last)")
        sql(admin, "DELETE FROM store_seats WHERE \(Self.ofMax) AND date_assigned = \(last)")
        var page = first
        while page.contains("continuationToken") { page = next(admin, page) }
        let found = said(admin)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(#""complete","pages":3"#) == true, "\(found)")
        #expect(found.first?.contains(#""missed":0"#) == true)
    }

    @Test func `owes what stayed, whatever happens to the list later`() throws {
        let admin = try Admin(settings())
        _ = admin.get(Self.max + "?maxResults=100")
        let left = Self.counts("running", pages: 1, served: 100, missed: 160, end: "running")
        #expect(said(admin) == [left])
        _ = admin.call("DELETE", "/__admin/traversals")
        _ = admin.get(Self.max + "?maxResults=100")
        // What comes to the list behind the last answer is undone.
        sql(admin, "DELETE FROM store_seats WHERE \(Self.ofMax)")
        #expect(said(admin) == [left])
    }

    @Test func `counts by the filter that it asked with`() throws {
        let admin = try Admin(settings())
        func inventory(_ query: String) { _ = admin.get("/V1/Inventory?maxResults=1\(query)") }
        inventory("")
        inventory("&IncludeRemoved=true")
        let before = said(admin)
        // One of its rows leaves the filter, and no row leaves the list without a filter.
        sql(
            admin, "UPDATE store_inventory SET status = 'removed' WHERE product_id = 'CFQ7TTC0K5DR'"
        )
        #expect(said(admin) == before)
        _ = admin.call("DELETE", "/__admin/traversals")
        inventory("")
        let after = said(admin)
        func missed(_ text: String?) -> Int? {
            text?.firstMatch(of: /"missed":(\d+)/).flatMap { Int($0.1) }
        }
        #expect(missed(after.first) == missed(before.last).map { $0 - 1 })
    }

    @Test func `is judged before a snapshot takes its data away, and not across`() throws {
        let admin = try Admin(settings())
        _ = admin.call("PUT", "/__admin/snapshots/s")
        sql(admin, "DELETE FROM store_seats WHERE date_assigned > '2017-02-07'")
        let first = admin.get(Self.max + "?maxResults=60")
        let before = said(admin)
        #expect(admin.call("POST", "/__admin/snapshots/s/restore").hasPrefix("200 "))
        #expect(said(admin) == before)
        _ = next(admin, first)
        #expect(
            said(admin).first?.hasPrefix(
                #""unjudged","reason":"The data was replaced meanwhile.","pages":2"#) == true)
        _ = admin.call("POST", "/__admin/reset")
        #expect(said(admin) == [])
    }

    @Test func `is judged before a seed takes its data away`() throws {
        let admin = try Admin(settings())
        _ = admin.get(Self.max + "?maxResults=100")
        let seed = #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"x@y.z"}]}]}"#
        #expect(admin.call("PUT", "/__admin/seed", seed).hasPrefix("200 "))
        #expect(
            said(admin) == [
                Self.counts("running", pages: 1, served: 100, missed: 160, end: "running")
            ])
    }

    @Test func `is its world's`() throws {
        let admin = try Admin(settings())
        _ = admin.get("/__world/a" + Self.max)
        #expect(said(admin).isEmpty)
        #expect(said(admin, "/__world/a").count == 1)
        let script = [("Content-Type", "application/sql")]
        let answer = admin.call(
            "POST", "/__world/a/__admin/seed", "DELETE FROM store_seats", script)
        #expect(answer.hasPrefix("200 "))
        let left = Self.counts("running", pages: 1, served: 25, missed: 235, end: "running")
        #expect(said(admin, "/__world/a") == [left])
    }

    @Test(arguments: [true, false])
    func `counts remembered answers as others`(remembersAnswers: Bool) throws {
        var settings = settings()
        settings.remembersAnswers = remembersAnswers
        let admin = try Admin(settings)
        for _ in 0..<5 {
            var page = admin.get(Self.max + "?maxResults=100")
            while page.contains("continuationToken") { page = next(admin, page) }
        }
        let whole = Self.counts("complete", pages: 3, served: 260, missed: 0, end: "reached")
        #expect(said(admin) == [whole, whole, whole, whole, whole])
    }

    @Test func `that began on a replica has no verdict`() throws {
        let (one, other) = (try Admin(settings()), try Admin(settings()))
        let first = one.get(Self.max + "?maxResults=100")
        _ = next(other, next(other, first))
        #expect(
            said(other) == [
                #""unjudged","reason":"It began with another client or on another server, "#
                    + #"or its beginning is no longer kept.","#
                    + #""pages":2,"served":160,"distinct":160,"missed":null,"repeated":0,"end":"reached""#
            ])
    }

    @Test func `among too many that are open has no verdict and no finding`() throws {
        let admin = try Admin(settings())
        func get(_ query: String, _ client: Int) -> String {
            admin.get(Self.max + query, [("Authorization", "Bearer client-\(client)")])
        }
        for client in 1...257 { _ = get("?maxResults=100", client) }
        let reason = "More than 256 walks along its path were open at once, and nobody can know"
        let first = admin.get("/__admin/traversals/1")
        #expect(first.contains(#""verdict":"unjudged","reason":"\#(reason)"#))
        #expect(first.contains(#""findings":[]"#))
        // Nor has one that begins in the place of its client's own.
        _ = get("?maxResults=100", 200)
        #expect(admin.get("/__admin/traversals?limit=1").contains(#""verdict":"unjudged""#))
        // One along another path is judged.
        _ = admin.get("/V1/Users/bob@contoso.com/Seats")
        let last = admin.get("/__admin/traversals?limit=1")
        #expect(last.contains(#""verdict":"complete""#))
    }

    @Test func `that asked for an earlier page again is abandoned at the furthest`() throws {
        let admin = try Admin(settings())
        let first = admin.get(Self.max + "?maxResults=25")
        let second = next(admin, first)
        _ = next(admin, second)
        _ = next(admin, first)
        let verdict = admin.call("POST", "/__admin/traversals/verify")
        #expect(
            verdict.contains("abandoned: Page 3 had a continuationToken; it was never asked for."))
    }

    @Test func `of several clients with one list is each client's own`() throws {
        let admin = try Admin(settings())
        func get(_ query: String, _ client: String) -> String {
            admin.get(Self.max + query, [("Authorization", "Bearer \(client)")])
        }
        var pages = ["a", "b"].map { get("?maxResults=100", $0) }
        for _ in 0..<2 {
            for (index, client) in ["a", "b"].enumerated() {
                pages[index] = get("?continuationToken=\(token(pages[index]))", client)
            }
        }
        let whole = Self.counts("complete", pages: 3, served: 260, missed: 0, end: "reached")
        #expect(said(admin) == [whole, whole])
    }

    @Test func `in a store file is judged as in memory, and not beside other processes`() throws {
        let store = TemporaryStore()
        defer { store.remove() }
        var settings = settings()
        settings.store = store.path
        let admin = try Admin(settings)
        let first = admin.get(Self.max + "?maxResults=100")
        #expect(admin.call("POST", Admin.assign).hasPrefix("200 "))
        sql(admin, "DELETE FROM store_seats WHERE \(Self.ofMax)")
        #expect(
            said(admin) == [
                Self.counts("running", pages: 1, served: 100, missed: 160, end: "running")
            ])
        _ = admin.call("DELETE", "/__admin/traversals")
        _ = admin.call("POST", "/__admin/reset")
        let again = admin.get(Self.max + "?maxResults=100")
        #expect(again == first)
        let other = try Connection(.file(store.path))
        try other.run("UPDATE store_users SET password = 'x' WHERE id = 1")
        _ = next(admin, again)
        #expect(
            said(admin).first?.hasPrefix(
                #""unjudged","reason":"Another process changed the data meanwhile.","pages":2"#)
                == true)
        _ = admin.call("DELETE", "/__admin/traversals")
        _ = admin.get(Self.max + "?maxResults=100")
        #expect(
            said(admin) == [
                Self.counts("running", pages: 1, served: 100, missed: 160, end: "running")
            ])
    }

    @Test func `is forgotten for want of room, the one that rests longest first`() throws {
        var settings = settings()
        settings.journal.bytes = 20_000
        let admin = try Admin(settings)
        var page = admin.get(Self.max + "?maxResults=60")
        while page.contains("continuationToken") {
            for _ in 0..<12 {
                for user in ["ann", "bob", "carol"] {
                    _ = admin.get("/V1/Users/\(user)@contoso.com/Seats")
                }
            }
            page = next(admin, page)
        }
        #expect(
            said(admin).contains(
                Self.counts("complete", pages: 5, served: 260, missed: 0, end: "reached")))
        #expect(said(admin).count < 60)
    }

    @Test func `that alone is longer than is kept has no verdict`() throws {
        var settings = settings()
        settings.journal.bytes = 2000
        let admin = try Admin(settings)
        var page = admin.get(Self.max + "?maxResults=100")
        while page.contains("continuationToken") { page = next(admin, page) }
        #expect(
            said(admin) == [
                #""unjudged","reason":"It is longer than is kept; --journal-bytes allows for more.","#
                    + #""pages":3,"served":260,"distinct":null,"missed":null,"repeated":null,"end":"reached""#
            ])
    }

    @Test func `of one client is not gone on with by another, whose own is no longer kept`() throws
    {
        var settings = settings()
        settings.journal.bytes = 20_000
        let admin = try Admin(settings)
        func ask(_ client: String, _ query: String) -> String {
            admin.get(Self.max + query, [("Authorization", "Bearer \(client)")])
        }
        func after(_ page: String) -> String? {
            (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map {
                "?continuationToken=" + DescribedOperation.escaped(String($0))
            }
        }
        var left = after(ask("slow", "?maxResults=25"))
        for _ in 0..<12 {
            var next: String? = "?maxResults=25"
            while let query = next { next = after(ask("good", query)) }
        }
        while let query = left { left = after(ask("slow", query)) }
        let all = admin.get("/__admin/traversals")
        #expect(!all.contains("repeated-page"))
        #expect(all.contains(#""verdict":"unjudged""#))
    }

    @Test func `that is no longer kept is not taken for one that holds`() throws {
        var settings = settings()
        settings.journal.bytes = 4000
        let admin = try Admin(settings)
        _ = admin.get(Self.max + "?maxResults=100")
        for _ in 0..<40 { _ = admin.get("/V1/Users/ann@contoso.com/Seats") }
        let verdict = admin.call("POST", "/__admin/traversals/verify", "{}")
        #expect(verdict.hasPrefix("409 "))
        #expect(
            verdict.contains(
                "no longer kept, and nobody knows whether they were complete; --journal-bytes allows for more."
            ), "\(verdict)")
        #expect(!verdict.contains("abandoned"))
        #expect(
            admin.call("POST", "/__admin/traversals/verify", #"{"complete":false}"#)
                .hasPrefix("200 "))
        #expect(admin.call("DELETE", "/__admin/traversals").hasPrefix("204 "))
        _ = admin.get("/V1/Users/ann@contoso.com/Seats")
        #expect(admin.call("POST", "/__admin/traversals/verify", "{}").hasPrefix("200 "))
    }

    @Test func `has no verdict if too much has changed to be kept`() throws {
        var settings = settings()
        settings.journal.bytes = 8000
        let admin = try Admin(settings)
        _ = admin.get(Self.max + "?maxResults=100")
        sql(admin, "DELETE FROM store_seats")
        #expect(
            said(admin).first?.hasPrefix(
                #""unjudged","reason":"More of the data changed meanwhile than is kept.","pages":1"#
            ) == true)
    }

    @Test func `is not noted where the journal is off`() throws {
        var settings = settings()
        settings.journal.entries = 0
        let admin = try Admin(settings)
        _ = admin.get(Self.max)
        #expect(said(admin).isEmpty)
        #expect(
            admin.call("POST", "/__admin/traversals/verify").contains(
                "There are 0 judged traversals instead of at least 1. The journal is off, and with it the traversals."
            ))
    }
}
