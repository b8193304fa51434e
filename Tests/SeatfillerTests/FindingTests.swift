import Emulation
import Seatfiller
import Testing

@Suite struct `A finding` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let batch = "/partner/external/v3/general/customers/batch"

    private let admin: Admin

    init() throws {
        var settings = Settings()
        settings.clock = Instant("2026-11-21T12:00:00Z")
        admin = try Admin(settings)
    }

    private func token(_ page: String) -> String {
        (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init) ?? "none"
    }

    private func next(_ page: String, _ more: String = "") -> String {
        admin.get(Self.max + "?continuationToken=\(token(page))\(more)")
    }

    private func advance(_ seconds: Int) {
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":\#(seconds)}"#)
    }

    /// The codes of the traversals' findings, newest first, with their pages.
    private func findings() -> [String] {
        advance(30)
        return admin.get("/__admin/traversals").split(separator: #"{"id":"#).dropFirst().map {
            $0.matches(of: /"code":"([a-z-]+)","page":(\w+)/).map { "\($0.1) \($0.2)" }
                .joined(separator: ", ")
        }
    }

    private func fault(_ json: String) {
        #expect(admin.call("POST", "/__admin/faults", json).hasPrefix("201 "))
    }

    @Test func `abandoned: the page that was left`() {
        _ = next(next(admin.get(Self.max)))
        #expect(findings() == ["abandoned 3"])
    }

    @Test func `restarted: page 1 was asked for again before the end`() {
        _ = next(admin.get(Self.max))
        var page = admin.get(Self.max + "?maxResults=100")
        while page.contains("continuationToken") { page = next(page) }
        #expect(findings() == ["", "restarted 2"])
        #expect(
            admin.get("/__admin/traversals/1").contains(
                "Page 1 was asked for again before the end, with request 3. 210 items were not read."
            ))
    }

    /// A fault has moved the last customer to a page behind the one that the count names.
    @Test func `is not made of a numbered page that a fault has made the last`() {
        fault(#"{"match":{"page":1},"when":{"times":1},"do":{"paging":"page-empty"}}"#)
        for page in 1...3 {
            _ = admin.call("POST", "\(Self.batch)?pageSize=1&pageIndex=\(page)")
        }
        #expect(findings() == [""])
        #expect(admin.get("/__admin/traversals").contains(#""verdict":"complete","pages":3"#))
    }

    @Test func `repeated-page: a page that had come in full`() {
        let first = admin.get(Self.max + "?maxResults=100")
        _ = next(first)
        let second = next(first)
        _ = next(second)
        #expect(findings() == ["repeated-page 2"])
        #expect(
            admin.get("/__admin/traversals/1").contains(
                #""served":360,"distinct":260,"missed":0,"repeated":100"#))
    }

    @Test func `repeated-page: not a page that was cut short, whose items did not count`() {
        fault(#"{"match":{"page":2},"when":{"times":1},"do":{"truncateBody":0.5}}"#)
        let first = admin.get(Self.max + "?maxResults=100")
        _ = next(first)
        _ = next(next(first))
        #expect(findings() == [""])
        #expect(
            admin.get("/__admin/traversals/1").contains(
                #""verdict":"complete","pages":3,"served":260,"distinct":260,"missed":0,"repeated":0"#
            ))
    }

    @Test func `foreign-token: nobody's, another list's, and "null" behind the end`() {
        let ann = admin.get("/V1/Users/max@contoso.com/Seats?maxResults=100")
        _ = admin.get("/V1/Users/bob@contoso.com/Seats?continuationToken=\(token(ann))")
        #expect(findings() == ["foreign-token null", "abandoned 1"])
        _ = admin.call("DELETE", "/__admin/traversals")
        _ = next(next(admin.get(Self.max + "?maxResults=100")))
        _ = admin.get(Self.max + "?continuationToken=null")
        #expect(findings() == ["foreign-token null, asked-on null"])
    }

    @Test func `hand-built-page: 0, a jump, and one behind the end`() {
        for index in [1, 0] {
            _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)")
        }
        #expect(findings() == ["hand-built-page 0"])
        _ = admin.call("DELETE", "/__admin/traversals")
        for index in [1, 7] {
            _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)")
        }
        #expect(findings().first == "hand-built-page 7")
        _ = admin.call("DELETE", "/__admin/traversals")
        _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=2")
        #expect(findings() == ["hand-built-page 2"])
    }

    @Test func `hand-built-page: 0 at first, with which no list has begun`() {
        for index in 0...2 { _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)") }
        #expect(findings() == ["", "hand-built-page 0"])
    }

    @Test func `asked-on: the page behind the last`() {
        for index in 1...3 { _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)") }
        #expect(findings() == ["asked-on 3"])
        #expect(
            admin.get("/__admin/traversals").contains(#""verdict":"complete","pages":3,"served":2"#)
        )
    }

    /// The demo seed's batch has two customers, so page 3 of one each has none.
    @Test(
        arguments: [
            ("total-missing", 3, ""), ("total-missing", 4, "asked-on 4"),
            ("metadata-missing", 3, ""), ("metadata-missing", 4, "asked-on 4"),
            ("total-zero", 3, ""), ("total-zero", 4, "asked-on 4"),
            ("total-low", 3, ""), ("total-low", 4, "asked-on 4"), ("total-low", 5, "asked-on 4"),
        ])
    func `asked-on: not where no total tells the end, before a page without items does`(
        name: String, last: Int, found: String
    ) {
        fault(#"{"do":{"paging":"\#(name)"}}"#)
        for index in 1...last {
            _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)")
        }
        #expect(findings() == [found])
        #expect(admin.get("/__admin/traversals").contains(#""verdict":"complete""#))
    }

    @Test func `asked-on: not behind a last page whose own total is missing`() {
        fault(#"{"match":{"page":2},"do":{"paging":"total-missing"}}"#)
        for index in 1...3 { _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)") }
        #expect(findings() == [""])
    }

    @Test func `hand-built-page: a jump, where no total tells the end either`() {
        fault(#"{"do":{"paging":"total-missing"}}"#)
        for index in [1, 4] {
            _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)")
        }
        #expect(findings() == ["hand-built-page 4"])
    }

    @Test
    func
        `is not made of a client that gave up before any page, of which nobody knows what it missed`()
    {
        fault(#"{"do":{"status":503}}"#)
        _ = admin.get(Self.max)
        #expect(findings() == [""])
        #expect(
            admin.get("/__admin/traversals").contains(
                #""verdict":"incomplete","pages":0,"served":0,"distinct":0,"missed":null"#))
        #expect(
            admin.call("POST", "/__admin/traversals/verify").contains(
                "incomplete: It ended with a refusal, before any page."))
    }

    @Test func `size-changed: another size in the middle`() {
        let first = admin.get(Self.max + "?maxResults=100")
        _ = next(next(first, "&maxResults=50"), "&maxResults=100")
        #expect(findings() == ["size-changed 2, abandoned 3"])
    }

    @Test(
        arguments: [(1999, "retried-early 1"), (2000, "")],
        [#""retryAfterSeconds":2000"#, #""retryAfterDate":"2026-11-21T12:33:20Z""#])
    func `retried-early: before Retry-After was over`(
        at: (seconds: Int, found: String), after: String
    ) {
        let (seconds, found) = at
        fault(#"{"when":{"times":1},"do":{"status":429,\#(after)}}"#)
        _ = admin.get(Self.max + "?maxResults=100")
        advance(seconds)
        _ = next(next(admin.get(Self.max + "?maxResults=100")))
        #expect(findings() == [found])
    }

    @Test(arguments: [("429", ",\"retryAfterSeconds\":2", "never-retried 2"), ("500", "", "")])
    func `never-retried: gave up where it was told when to come back`(
        status: String, more: String, found: String
    ) {
        fault(#"{"match":{"page":2},"do":{"status":\#(status)\#(more)}}"#)
        _ = next(admin.get(Self.max + "?maxResults=100"))
        #expect(findings() == [found])
        #expect(admin.get("/__admin/traversals").contains(#""verdict":"incomplete""#))
        #expect(
            admin.get("/__admin/traversals").contains(#""missed":160,"repeated":0,"end":"refused""#)
        )
    }

    @Test func `retried-refusal: the same request again`() {
        for _ in 0..<2 { _ = admin.get("/V1/Users/nobody@contoso.com/Seats") }
        #expect(findings() == ["retried-refusal 1"])
        #expect(
            admin.get("/__admin/traversals").contains(
                #""verdict":"unjudged","reason":"It was refused with 404 before its first page.""#))
    }

    @Test func `retried-refusal: not another request, nor one that the data may answer otherwise`()
    {
        _ = admin.get(Self.max + "?maxResults=0")
        _ = admin.get(Self.max + "?maxResults=1000")
        _ = admin.get("/V1/Users/nobody@contoso.com/Seats")
        #expect(admin.call("POST", Admin.assign).hasPrefix("200 "))
        _ = admin.get("/V1/Users/nobody@contoso.com/Seats")
        #expect(findings() == ["", ""])
    }

    @Test func `looped: the same token more than three times`() {
        let first = admin.get(Self.max + "?maxResults=100")
        for _ in 0..<4 { _ = next(first) }
        #expect(findings() == ["repeated-page 2, looped 2, abandoned 2"])
        #expect(admin.get("/__admin/traversals").contains("It happened 3 times."))
    }

    @Test func `looped: not a page that did not come`() {
        fault(#"{"match":{"page":2},"when":{"times":5},"do":{"status":503}}"#)
        let first = admin.get(Self.max + "?maxResults=100")
        for _ in 0..<5 { _ = next(first) }
        _ = next(next(first))
        #expect(findings() == [""])
    }

    @Test func `restarted: names the first request for page 1`() {
        _ = next(admin.get(Self.max))
        for _ in 0..<2 { _ = next(next(admin.get(Self.max + "?maxResults=100"))) }
        #expect(findings() == ["", "", "restarted 2"])
        #expect(admin.get("/__admin/traversals/1").contains("with request 3."))
    }

    @Test func `is about what a query says where it is one`() {
        #expect(
            admin.get("/__admin/traversals?limit=0").contains(
                #"The query needs an integer in limit, from 1 to 10000, not \"0\"."#))
        #expect(
            admin.call("POST", "/__admin/traversals/verify", #"{"lmit":1}"#).contains(
                #"The content has the unknown criterion \"lmit\"; expected operation, "#))
    }

    @Test func `is told without the secrets in a path`() {
        _ = admin.get("/V1/Users/password=hunter2/Seats")
        let listed = admin.get("/__admin/traversals")
        #expect(listed.contains(#""user":"[redacted]""#))
        #expect(!listed.contains("hunter2"))
    }

    @Test func `token-per-page: another token for each page`() {
        var page = admin.get(Self.max + "?maxResults=100", [("Authorization", "Bearer a")])
        for letter in ["b", "c"] {
            page = admin.get(
                Self.max + "?continuationToken=\(token(page))",
                [("Authorization", "Bearer \(letter)")])
        }
        #expect(findings() == ["token-per-page 1"])
    }

    @Test func `is no fault where it is allowed`() {
        _ = next(admin.get(Self.max))
        func verify(_ body: String) -> Substring {
            admin.call("POST", "/__admin/traversals/verify", body).prefix(3)
        }
        #expect(verify(#"{}"#) == "409")
        #expect(verify(#"{"allow":["abandoned"]}"#) == "200")
        #expect(verify(#"{"allow":["restarted"]}"#) == "409")
        #expect(verify(#"{"operation":"store.listSeats"}"#) == "409")
        #expect(verify(#"{"operation":"store.listSeats","least":0}"#) == "200")
        #expect(verify(#"{"user":"MAX@contoso.com","allow":["abandoned"],"least":2}"#) == "409")
    }
}
