import Emulation
import JSON
import Seatfiller
import TestWorlds
import Testing

/// Answers with faults of paging as they print, and what stands around them.
@Suite struct `A fault of paging` {
    private static let data = #"""
        {"storeForBusiness":[{"tenantId":"t","users":[{"userName":"ann@contoso.com"}],
          "inventory":[{"productKey":{"productId":"A","skuId":"1"}},
            {"productKey":{"productId":"B","skuId":"1"}}, {"productKey":{"productId":"C","skuId":"1"}}],
          "seats":[
            {"assignedTo":"ann@contoso.com","dateAssigned":"2018-01-01","productKey":{"productId":"A","skuId":"1"}},
            {"assignedTo":"ann@contoso.com","dateAssigned":"2018-01-02","productKey":{"productId":"B","skuId":"1"}},
            {"assignedTo":"ann@contoso.com","dateAssigned":"2018-01-03","productKey":{"productId":"C","skuId":"1"}}]}],
         "elements":{"customers":[{"id":"c0000000-0000-0000-0000-000000000001","tenants":[
            {"id":"t-1","name":"One","type":0,"availableUserSeat":1},{"id":"t-2","name":"Two","type":0},
            {"id":"t-3","name":"Three","type":0}]}]}}
        """#

    private static let seats = "/V1/Users/ann@contoso.com/Seats"
    private static let tenants =
        "/partner/external/v3/general/customers/c0000000-0000-0000-0000-000000000001"
        + "/3rd-party-products/type/0/tenants/batch"

    private func admin(_ faults: String = "[]", quirks: [String] = []) throws -> Admin {
        var settings = Settings()
        settings.seeds = [.json(Self.data)]
        settings.quirks = quirks
        settings.tokenKey = Array(repeating: 7, count: 32)
        let admin = try Admin(settings)
        #expect(admin.call("POST", "/__admin/faults", faults).hasPrefix("201 "))
        return admin
    }

    private static func seat(
        _ product: String, _ date: String? = nil, _ state: String = "\"active\""
    )
        -> String
    {
        let day = ["A": "01", "B": "02", "C": "03"][product] ?? ""
        let date = date ?? "\"2018-01-\(day)T00:00:00.0000000+00:00\""
        return #"{"assignedTo":"ann@contoso.com","dateAssigned":\#(date),"state":\#(state),"#
            + #""productKey":{"productId":"\#(product)","skuId":"1"}}"#
    }

    private static func tenant(_ number: Int, type: Int = 0) -> String {
        let name = ["", "One", "Two", "Three"][number]
        return #"{"type":\#(type),"tenantId":"t-\#(number)","tenantName":"\#(name)","#
            + #""availableUserSeat":\#(number == 1 ? 1 : 0),"assignedUserSeat":0}"#
    }

    private func token(_ answer: String) -> String {
        (answer.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init) ?? "none"
    }

    private func next(_ answer: String) -> String {
        Self.seats + "?continuationToken=" + WalkedList.Client.escaped(token(answer))
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (
                "token-null",
                #"{"seats":[\#(seat("A")),\#(seat("B")),\#(seat("C"))],"continuationToken":null}"#
            ),
            (
                "token-empty",
                #"{"seats":[\#(seat("A")),\#(seat("B")),\#(seat("C"))],"continuationToken":""}"#
            ),
            (
                "members-null",
                #"{"seats":["#
                    + ["A", "B", "C"].map { seat($0, "null", "null") }
                    .joined(separator: ",") + "]}"
            ),
            (
                "members-unknown",
                #"{"seats":["#
                    + ["A", "B", "C"].map {
                        seat($0, nil, "\"unknownValue\"").dropLast()
                            + #","unknownMember":"unknownValue"}"#
                    }.joined(separator: ",") + "]}"
            ),
            ("page-skips", #"{"seats":[\#(seat("B")),\#(seat("C"))]}"#),
            // What the page cannot have leaves it alone.
            ("page-long", #"{"seats":[\#(seat("A")),\#(seat("B")),\#(seat("C"))]}"#),
            ("page-overlaps", #"{"seats":[\#(seat("A")),\#(seat("B")),\#(seat("C"))]}"#),
            ("token-expired", #"{"seats":[\#(seat("A")),\#(seat("B")),\#(seat("C"))]}"#),
        ])
    func `changes the answer of an only page`(fault: String, expected: String) throws {
        let admin = try admin(#"{"do":{"paging":"\#(fault)"}}"#)
        #expect(admin.get(Self.seats) == "200 " + expected)
        // Nothing but the answer.
        _ = admin.call("DELETE", "/__admin/faults")
        #expect(
            admin.get(Self.seats)
                == #"200 {"seats":[\#(Self.seat("A")),\#(Self.seat("B")),\#(Self.seat("C"))]}"#)
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("page-short", ["t-1"], #""metadata":{"pageIndex":1,"pageSize":50,"totalCount":3}"#),
            ("page-empty", [], #""metadata":{"pageIndex":1,"pageSize":50,"totalCount":3}"#),
            (
                "total-high", ["t-1", "t-2", "t-3"],
                #""metadata":{"pageIndex":1,"pageSize":50,"totalCount":53}"#
            ),
            (
                "total-low", ["t-1", "t-2", "t-3"],
                #""metadata":{"pageIndex":1,"pageSize":50,"totalCount":0}"#
            ),
            (
                "total-zero", ["t-1", "t-2", "t-3"],
                #""metadata":{"pageIndex":1,"pageSize":50,"totalCount":0}"#
            ),
            ("total-missing", ["t-1", "t-2", "t-3"], #""metadata":{"pageIndex":1,"pageSize":50}"#),
        ])
    func `changes the answer of a numbered page`(
        fault: String, items: [String], metadata: String
    ) throws {
        let admin = try admin(#"{"do":{"paging":"\#(fault)"}}"#)
        let rows = (1...3).filter { items.contains("t-\($0)") }.map { Self.tenant($0) }
        #expect(
            admin.call("POST", Self.tenants)
                == #"200 {"data":[\#(rows.joined(separator: ","))],\#(metadata)}"#)
    }

    @Test(.tags(.chosen)) func `leaves out the metadata, or repeats the last page`() throws {
        let admin = try admin(
            #"[{"do":{"paging":"past-end-repeats"}},{"do":{"paging":"metadata-missing"}}]"#)
        let rows = [Self.tenant(1), Self.tenant(2)].joined(separator: ",")
        #expect(admin.call("POST", Self.tenants + "?pageSize=2") == #"200 {"data":[\#(rows)]}"#)
        #expect(
            admin.call("POST", Self.tenants + "?pageSize=2&pageIndex=9")
                == #"200 {"data":[\#(Self.tenant(3))],"metadata":{"pageIndex":9,"pageSize":2,"totalCount":3}}"#
        )
    }

    @Test(.tags(.chosen)) func `that a page cannot have keeps its times, and the next one acts`()
        throws
    {
        let admin = try admin(
            #"""
            [{"do":{"paging":"token-at-end","truncateBody":0},"when":{"times":1}},
             {"do":{"paging":"page-short","count":1},"when":{"times":1}},
             {"do":{"delay":{"milliseconds":1}},"match":{"page":3}}]
            """#)
        func answer(_ path: String) -> Emulator.Response { admin.emulator.respond(to: .get(path)) }
        let first = answer(Self.seats + "?maxResults=2")
        #expect(first.header("X-Seatfiller-Fault") == "fault-2")
        #expect(first.body.hasPrefix(#"{"seats":[\#(Self.seat("A"))],"continuationToken":"#))
        // The second has been spent, and this page is not the last.
        let second = answer(Self.seats + "?maxResults=1&continuationToken=" + token(first.body))
        #expect(second.header("X-Seatfiller-Fault") == "fault-1")
        #expect(second.body.hasPrefix(#"{"seats":[\#(Self.seat("B"))],"continuationToken":"#))
        let counts = admin.get("/__admin/faults").matches(of: /"matched":(\d+),"fired":(\d+)/)
        #expect(counts.map { "\($0.1) \($0.2)" } == ["2 1", "2 1", "0 0"])
    }

    @Test(.tags(.chosen)) func `comes after a status, and acts once it is spent`() throws {
        let admin = try admin(
            #"[{"do":{"paging":"page-empty"}},{"do":{"status":503},"when":{"times":1}}]"#)
        #expect(admin.get(Self.seats).hasPrefix("503 "))
        let empty = admin.get(Self.seats)
        #expect(empty.hasPrefix(#"200 {"seats":[],"continuationToken":""#))
        #expect(
            admin.get(next(empty))
                == #"200 {"seats":[\#(Self.seat("A")),\#(Self.seat("B")),\#(Self.seat("C"))]}"#)
    }

    @Test(.tags(.chosen)) func `is not remembered, and no page is that it has moved`() throws {
        let admin = try admin(
            #"{"match":{"page":1},"do":{"paging":"page-long"},"when":{"times":1}}"#)
        func ids(_ page: Int) -> [String] {
            admin.call("POST", Self.tenants + "?pageSize=1&pageIndex=\(page)")
                .matches(of: /"tenantId":"([^"]+)"/).map { String($0.1) }
        }
        // Asked for twice, an answer is remembered.
        for _ in 1...3 { #expect(ids(2) == ["t-2"]) }
        #expect(ids(1) == ["t-1", "t-2"])
        for _ in 1...3 { #expect(ids(2) == ["t-3"]) }
        #expect(ids(1) == ["t-1"])
        #expect(ids(2) == ["t-2"])
    }

    @Test(.tags(.chosen)) func `shuffles alike for the same seed, and otherwise for another`()
        throws
    {
        func order(_ seed: Int) throws -> [String] {
            let emulator = try WalkedList.emulator(of: 25)
            let client = WalkedList.Client(emulator: emulator)
            client.add(#"{"do":{"paging":"page-shuffled"},"when":{"seed":\#(seed)}}"#)
            let pages = try (1...2).map { _ in
                try client.page(of: WalkedList.tokens[1], "").texts
            }
            #expect(pages[0] == pages[1])
            return pages[0]
        }
        #expect(try order(7) == order(7))
        #expect(try order(7) != order(8))
    }

    @Test(.tags(.chosen)) func `stands in a seed, where a mistake has its place`() throws {
        let fault = #"{"match":{"operation":"store.getInventory"},"do":{"paging":"page-skips"}}"#
        let admin = try Admin(.json(#"{"faults":[\#(fault)],\#(Self.data.dropFirst())"#))
        #expect(
            admin.get("/V1/Inventory").matches(of: /"productId":"(\w)"/).map(\.1) == ["B", "C"])
        #expect(
            admin.get("/__world/other/V1/Inventory").matches(of: /"productId":"(\w)"/).map(\.1)
                == ["B", "C"])
        let wrong = fault.replacing("page-skips", with: "total-low")
        let error = try #require(throws: SeatfillerError.self) {
            try Emulator(seed: .json("{\"faults\":[\n\(wrong)]}"))
        }
        #expect(
            error.description.contains(
                ":2:60: store.getInventory cannot have total-low; it can have "))
    }

    @Test func `is added by the library`() throws {
        let emulator = try Emulator(seed: .json(Self.data))
        let world = try emulator.world("a")
        try world.faults.add(Seatfiller.Fault(.paging(.tokenEmpty)))
        let answer = emulator.respond(to: .get(world.path + Self.seats))
        #expect(answer.body.hasSuffix(#"],"continuationToken":""}"#))
        #expect(answer.header("X-Seatfiller-Rule") == "store.seats-of-user; documented")
        #expect(world.faults.firedCount == 1)
        #expect(world.journal.entries.map(\.status) == [200])
    }

    @Test func `is listed in the catalogue with what it takes and who can have it`() throws {
        let catalogue = try admin("[]").get("/__admin/faults/catalogue")
        #expect(
            catalogue.contains(
                #"{"name":"page-short","lists":"all","pages":"any","parameters":[{"name":"count","#
                    + #""default":null,"least":1,"most":1000}],"says":"The page has this many items fewer, "#
                    + #"half of them by default, and the rest follows.","operations":["store.getInventory","#
                    + #""store.listSeats","store.listSeatsOfUser","elements.retrieveTenantSeats","#)
        )
        #expect(
            catalogue.matches(of: /"name":"[a-z-]+","lists"/).count == PagingFault.catalogue.count)
    }

    // MARK: Tokens that hold a number of items

    @Test(.tags(.chosen), arguments: ["keyset", "offset"])
    func `by offset is a change that shifts the rest`(paging: String) throws {
        let admin = try admin(quirks: ["store.paging=\(paging)"])
        let first = admin.get(Self.seats + "?maxResults=1")
        #expect(admin.call("DELETE", "/V1/Inventory/A/1/Seats/ann@contoso.com").hasPrefix("200 "))
        let products = admin.get(next(first)).matches(of: /"productId":"(\w)"/).map { String($0.1) }
        #expect(products == (paging == "keyset" ? ["B"] : ["C"]))
    }

    @Test(.tags(.chosen), arguments: WalkedList.tokens, [1, 25, 100])
    func `by offset is nothing where nothing changes`(list: WalkedList, size: Int) throws {
        var settings = Settings()
        let keyset = WalkedList.Client(emulator: try WalkedList.emulator(of: 60))
        settings.quirks = ["store.paging=offset"]
        let offset = WalkedList.Client(emulator: try WalkedList.emulator(of: 60, settings))
        for fault in ["page-short", "page-overlaps", "page-skips", "page-empty", "token-null"] {
            for client in [keyset, offset] {
                _ = client.call("DELETE", "/__admin/faults")
                client.add(#"{"do":{"paging":"\#(fault)"},"when":{"call":2}}"#)
            }
            #expect(
                try offset.walk(list, size: size, atMost: 70).map(\.texts)
                    == keyset.walk(list, size: size, atMost: 70).map(\.texts))
        }
    }

    @Test(.tags(.chosen)) func `and a walk under way stays what it is when the quirk changes`()
        throws
    {
        let admin = try admin()
        func set(_ paging: String) {
            let answer = admin.call("PUT", "/__admin/quirks", #"{"store.paging":"\#(paging)"}"#)
            #expect(answer.hasPrefix("200 "))
        }
        let first = admin.get(Self.seats + "?maxResults=1")
        set("offset")
        let second = admin.get(next(first))
        #expect(second.contains(#""productId":"B""#))
        #expect(admin.get(next(second)).contains(#""productId":"C""#))
        let other = admin.get(Self.seats + "?maxResults=1")
        set("keyset")
        #expect(admin.get(next(other)).contains(#""productId":"B""#))
    }
}
