import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

/// Two organizations that have one product, and deleted users.
private struct Directory {
    static let gone = "7c1e0a4d-9b52-4f36-8a17-2d3c4b5a6978"
    let world: World
    private let api: StoreForBusiness

    init(quirks: [String] = []) throws {
        world = try World(
            StoreForBusiness.self,
            seed: """
                { "storeForBusiness": [
                    { "tenantId": "a",
                      "users": [ { "userName": "ann@a.com" }, { "userName": "both@x.com" },
                                 { "userName": "gone@a.com", "objectId": "\(Self.gone)", "isDeleted": true },
                                 { "userName": "left@a.com", "isDeleted": true } ],
                      "inventory": [ { "productKey": { "productId": "9SHARED", "skuId": "1" },
                                       "seatCapacity": 3, "distributionPolicy": "restricted" } ],
                      "seats": [ { "assignedTo": "gone@a.com", "dateAssigned": "2018-01-01",
                                   "productKey": { "productId": "9SHARED", "skuId": "1" } },
                                 { "assignedTo": "left@a.com", "dateAssigned": "2018-01-02",
                                   "productKey": { "productId": "9SHARED", "skuId": "1" } },
                                 { "assignedTo": "both@x.com", "dateAssigned": "2018-01-03",
                                   "productKey": { "productId": "9SHARED", "skuId": "1" } } ] },
                    { "tenantId": "b",
                      "users": [ { "userName": "bob@b.com" }, { "userName": "both@x.com" },
                                 { "userName": "cy@b.com" } ],
                      "inventory": [ { "productKey": { "productId": "9SHARED", "skuId": "1" },
                                       "seatCapacity": 2, "distributionPolicy": "restricted" },
                                     { "productKey": { "productId": "9B", "skuId": "1" } } ],
                      "seats": [ { "assignedTo": "bob@b.com", "dateAssigned": "2018-02-01",
                                   "productKey": { "productId": "9SHARED", "skuId": "1" } } ] } ] }
                """, quirks: quirks)
        api = StoreForBusiness(in: world)
    }

    /// The status code, the rule and the content in one text.
    func call(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> String {
        let answer = api.answer(to: Request(method, path, body: Array(body.utf8)))
        let text = String(decoding: answer.response.body, as: UTF8.self)
        return "\(answer.response.status.code) \(answer.rule.header)\n\(text)"
    }

    func availableSeats() -> [String] {
        call(.get, "/V1/Inventory").matches(of: /"availableSeats":(\d+)/).map { String($0.1) }
    }

    static func seat(_ user: String, on date: String, _ state: String = "active") -> String {
        """
        {"assignedTo":"\(user)","dateAssigned":"\(date)T00:00:00.0000000+00:00","state":"\(state)",\
        "productKey":{"productId":"9SHARED","skuId":"1"}}
        """
    }
}

private let shared = "/V1/Inventory/9SHARED/1/Seats"
private let bobs = Directory.seat("bob@b.com", on: "2018-02-01")

@Suite struct `In open mode the user's organization` {
    @Test(.tags(.chosen)) func `has the seat that the user's list shows`() throws {
        let directory = try Directory()
        #expect(directory.call(.get, "/V1/Users/bob@b.com/Seats").contains(bobs))
        #expect(
            directory.call(.get, shared + "/bob@b.com") == "200 store.seat; documented\n" + bobs)
        #expect(
            directory.call(.delete, shared + "/bob@b.com") == "200 store.reclaim; documented\n"
                + Directory.seat("bob@b.com", on: "2018-02-01", "revoked"))
        #expect(directory.availableSeats() == ["0", "2", "0"])
    }

    @Test(.tags(.chosen)) func `is the one whose seats are counted`() throws {
        let directory = try Directory()
        #expect(directory.availableSeats() == ["0", "1", "0"])
        #expect(directory.call(.post, shared + "/ann@a.com").hasPrefix("409 store.no-seat-left"))
        #expect(directory.call(.post, shared + "/cy@b.com").hasPrefix("200 store.assign"))
        #expect(directory.call(.post, shared + "/cy@b.com").hasPrefix("200 store.assign"))
        #expect(directory.availableSeats() == ["0", "0", "0"])
        let body = #"{"usernames":["bob@b.com","both@x.com","cy@b.com"],"seatAction":"reclaim"}"#
        #expect(directory.call(.post, shared, body).contains(#""failedSeatOperations":[]"#))
        #expect(directory.availableSeats() == ["1", "2", "0"])
    }

    @Test(.tags(.chosen)) func `is the first that has both the user and the product`() throws {
        let directory = try Directory()
        #expect(
            directory.call(.get, shared + "/both@x.com").hasSuffix(
                Directory.seat("both@x.com", on: "2018-01-03")))
        #expect(directory.call(.post, "/V1/Inventory/9B/1/Seats/both@x.com").hasPrefix("200 "))
        #expect(directory.call(.get, "/V1/Inventory/9B/1/Seats").contains("both@x.com"))
    }

    @Test(.tags(.chosen)) func `without a user is the first declared`() throws {
        let directory = try Directory()
        #expect(!directory.call(.get, shared).contains("bob@b.com"))
        #expect(directory.call(.get, shared).contains("both@x.com"))
    }

    @Test(
        .tags(.chosen),
        arguments: [
            ("9B/1/Seats/ann@a.com", "store.unknown-inventory", #""Inventory","values":["9B/1"]"#),
            (
                "9NO/1/Seats/ann@a.com", "store.unknown-inventory",
                #""Inventory","values":["9NO/1"]"#
            ),
            ("9NO/1/Seats/no@one", "store.unknown-inventory", #""Inventory","values":["9NO/1"]"#),
            ("9B/1/Seats/no@one", "store.unknown-user", #""User","values":["no@one"]"#),
        ], [HTTPRequest.Method.get, .post, .delete])
    func `without the product is a 404 of the inventory`(
        unknown: (path: String, rule: String, data: String), method: HTTPRequest.Method
    ) throws {
        let answer = try Directory().call(method, "/V1/Inventory/" + unknown.path)
        #expect(answer.hasPrefix("404 \(unknown.rule); documented\n"))
        #expect(answer.contains(#""itemType":"# + unknown.data))
    }
}

@Suite struct `The seat of a deleted user` {
    private static let braced = "{\(Directory.gone)}"
    private static let escaped = "%7B\(Directory.gone.uppercased())%7D"

    @Test(.tags(.observed)) func `is listed as assigned to the object id`() throws {
        #expect(
            try Directory().call(.get, shared) == "200 store.seats; documented\n"
                + """
                {"seats":[\(Directory.seat("both@x.com", on: "2018-01-03")),\
                \(Directory.seat(Self.braced, on: "2018-01-01")),\
                \(Directory.seat("left@a.com", on: "2018-01-02"))]}
                """)
    }

    @Test(.tags(.observed), arguments: [Directory.gone, escaped, "gone@a.com", "GONE@a.com"])
    func `is reclaimed by object id, bare or in braces, or by name`(user: String) throws {
        let directory = try Directory()
        #expect(
            directory.call(.delete, "\(shared)/\(user)")
                == "200 store.reclaim.deleted-user; observed\n"
                + Directory.seat(Self.braced, on: "2018-01-01", "revoked"))
        #expect(directory.availableSeats()[0] == "1")
        #expect(directory.call(.delete, "\(shared)/\(user)").hasPrefix("404 store.unknown-seat"))
        #expect(!directory.call(.get, shared).contains(Self.braced))
    }

    @Test(.tags(.observed)) func `is reclaimed in bulk by name, by object id with the quirk`()
        throws
    {
        let body = #"{"usernames":["left@a.com","\#(Directory.gone)"],"seatAction":"reclaim"}"#
        let rejecting = try Directory().call(.post, shared, body)
        #expect(rejecting.contains(Directory.seat("left@a.com", on: "2018-01-02", "revoked")))
        #expect(rejecting.contains(#""failureReason":"Invalid parameter""#))
        let accepting = try Directory(quirks: ["store.objectId=accept"]).call(.post, shared, body)
        #expect(accepting.contains(#""failedSeatOperations":[]"#))
    }

    @Test(.tags(.inferred)) func `is all that is left of the user`() throws {
        for quirks in [[], ["store.objectId=accept"]] {
            let directory = try Directory(quirks: quirks)
            for user in ["gone@a.com", "left@a.com"] + (quirks.isEmpty ? [] : [Directory.gone]) {
                for (method, path) in [
                    (HTTPRequest.Method.get, "/V1/Users/\(user)/Seats"),
                    (.get, "\(shared)/\(user)"), (.post, "\(shared)/\(user)"),
                ] {
                    #expect(
                        directory.call(method, path).hasPrefix(
                            "404 store.unknown-user; documented\n"))
                }
            }
            let body = #"{"usernames":["gone@a.com"],"seatAction":"assign"}"#
            #expect(directory.call(.post, shared, body).contains("User not found"))
        }
    }

    @Test(.tags(.observed)) func `is the only one that an object id names without the quirk`()
        throws
    {
        let directory = try Directory()
        #expect(
            directory.call(.get, "\(shared)/\(Directory.gone)").hasPrefix(
                "400 store.user-name; inferred\n"))
        #expect(
            directory.call(.post, "\(shared)/\(Directory.gone)").hasPrefix(
                "400 store.user-name; inferred\n"))
        let unknown = "00000000-0000-0000-0000-000000000000"
        #expect(
            directory.call(.delete, "\(shared)/\(unknown)").contains(
                #""itemType":"User","values":["\#(unknown)"]"#))
    }
}
