import Emulation
import Seatfiller
import Testing

@Suite struct `A fault of a page` {
    private static let max = "/V1/Users/max@contoso.com/Seats"
    private static let batch = "/partner/external/v3/general/customers/batch"

    private func admin(_ match: String, journal: Int = 10_000) throws -> Admin {
        var settings = Settings()
        settings.journal.entries = journal
        settings.tokenKey = Array(repeating: 7, count: 32)
        let admin = try Admin(settings)
        let fault = #"{"match":\#(match),"do":{"status":503}}"#
        #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        return admin
    }

    private func token(_ page: String) -> String {
        (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init) ?? "none"
    }

    private func status(_ answer: String) -> String { String(answer.prefix(3)) }

    @Test(arguments: [1, 2, 3, 4])
    func `strikes that page of a walk by tokens and no other`(page: Int) throws {
        // Tokens of a server with the same key: this one has seen nothing of their walk.
        let other = try Admin(
            {
                var settings = Settings()
                settings.tokenKey = Array(repeating: 7, count: 32)
                return settings
            }())
        var tokens: [String] = []
        while tokens.last != "none" {
            let next = tokens.last.map { "?continuationToken=\($0)" } ?? "?maxResults=90"
            tokens.append(token(other.get(Self.max + next)))
        }
        #expect(tokens.count == 3)
        for journal in [0, 10_000] {
            let admin = try admin(#"{"page":\#(page)}"#, journal: journal)
            let targets =
                [Self.max + "?maxResults=90"]
                + tokens.dropLast().map {
                    Self.max + "?continuationToken=\($0)"
                }
            for target in [targets, targets.reversed()] {
                let statuses = target.map { status(admin.get($0)) }
                let expected = [1, 2, 3].map { $0 == page ? "503" : "200" }
                #expect(statuses == (target == targets ? expected : expected.reversed()))
            }
        }
    }

    /// The operations answer 400 to the token of another list.
    @Test func `strikes no token of another list`() throws {
        let admin = try admin(#"{"page":2}"#)
        let others = [
            "/V1/Users/bob@contoso.com/Seats", "/V1/Inventory",
            "/V1/Inventory/9NBLGGH4R2R6/0016/Seats",
        ]
        let next = token(admin.get(Self.max))
        for list in others {
            #expect(status(admin.get("\(list)?continuationToken=\(next)")) == "400")
        }
        let upperCase = Self.max.replacing("max", with: "MAX")
        #expect(status(admin.get("\(upperCase)?continuationToken=\(next)")) == "503")
    }

    @Test func `is forgotten by nothing that is forgotten of the journal`() throws {
        let admin = try admin(#"{"operation":"store.listSeatsOfUser","page":2}"#)
        let next = token(admin.get(Self.max))
        for call in [("DELETE", "/__admin/requests"), ("GET", Self.max)] {
            _ = admin.call(call.0, call.1)
            #expect(status(admin.get(Self.max + "?continuationToken=\(next)")) == "503")
        }
    }

    @Test func `strikes by the number that a request says`() throws {
        let admin = try admin(#"{"page":2}"#)
        func ask(_ query: String) -> String {
            status(admin.call("POST", Self.batch + query))
        }
        #expect(ask("?pageIndex=2") == "503")
        #expect(ask("?PAGEINDEX=2&pageSize=1") == "503")
        #expect(ask("?pageIndex=1") == "200")
        #expect(ask("") == "200")
        #expect(ask("?pageIndex=") == "200")
        #expect(ask("?pageIndex=3") == "200")
        #expect(ask("?pageIndex=x") == "400")
    }

    @Test func `of the first strikes where none is named, and not where one is that nobody knows`()
        throws
    {
        let admin = try admin(#"{"page":1}"#)
        #expect(status(admin.get(Self.max)) == "503")
        #expect(status(admin.get(Self.max + "?continuationToken=")) == "503")
        #expect(status(admin.get("/V1/Inventory")) == "503")
        for unknown in ["x", "AQEBAQ", "AAAA"] {
            #expect(status(admin.get(Self.max + "?continuationToken=\(unknown)")) == "400")
        }
        #expect(status(admin.call("POST", Self.batch + "?pageIndex=")) == "503")
        #expect(status(admin.call("POST", Self.batch + "?pageIndex=0")) == "400")
    }

    @Test(arguments: [1, 2])
    func `leaves what has no pages alone`(page: Int) throws {
        let admin = try admin(#"{"page":\#(page)}"#)
        #expect(status(admin.call("POST", Admin.assign)) == "200")
        #expect(status(admin.get("/V1/Products/9NBLGGH4R2R6/0016?continuationToken=x")) == "200")
        let users =
            "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
            + "/3rd-party-products/type/3/users?pageIndex=\(page)"
        #expect(status(admin.call("POST", users)) == "200")
        #expect(status(admin.get("/V1/nothing")) == "404")
    }

    @Test func `belongs to its walk, as a page that the API refuses does`() throws {
        let admin = try admin(#"{"path":"*","page":2}"#)
        let next = Self.max + "?continuationToken=\(token(admin.get(Self.max + "?maxResults=100")))"
        #expect(status(admin.get(next)) == "503")
        #expect(status(admin.get(next + "&maxResults=0")) == "503")
        _ = admin.call("DELETE", "/__admin/faults")
        #expect(status(admin.get(next + "&maxResults=0")) == "400")
        #expect(status(admin.get(next)) == "200")
        _ = admin.get(Self.max + "?maxResults=0")
        for index in 1...2 { _ = admin.call("POST", Self.batch + "?pageSize=1&pageIndex=\(index)") }
        _ = admin.call(
            "POST", Self.batch + "/?pageSize=1&pageIndex=2", "",
            [("X-Seatfiller-Fault", "status=500")])
        _ = admin.get(Self.max, [("X-Seatfiller-Fault", "status=500")])
        let found = admin.get("/__admin/requests").matches(of: /"traversal":(\w+)/).map { $0.1 }
        #expect(found == ["1", "1", "1", "1", "1", "6", "7", "7", "7", "6"])
    }
}
