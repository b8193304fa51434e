import Emulation
import HTTP
import HTTPTypes
import SQLite
import StoreForBusinessAPI
import TestWorlds
import Testing

/// What real clients of the service do that its reference does not speak of; each is answered as
/// the service answered it.
@Suite struct `A client` {
    private static let keys = ["9OPEN", "9SCARCE", "9OFFLINE"]

    /// The products of an inventory, in the order of the answer.
    private func products(_ query: String) throws -> [String] {
        let text = try Shop().call(.get, "/V1/Inventory" + query)
        #expect(text.hasPrefix("200 store.inventory; documented"))
        return text.matches(of: /"productId":"(\w+)"/).map { String($0.1) }
    }

    @Test(.tags(.observed)) func `that builds its query behind a question mark of its own`() throws
    {
        #expect(try products("??maxResults=2") == ["9OPEN", "9SCARCE"])
    }

    @Test(.tags(.observed)) func `whose second page comes behind two question marks too`() throws {
        let shop = try Shop()
        let first = shop.call(.get, "/V1/Inventory??maxResults=2")
        let token = try #require(first.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        #expect(shop.call(.get, "/V1/Inventory??continuationToken=\(token)").contains("9OFFLINE"))
    }

    @Test(.tags(.observed)) func `that asks for the first page with an empty token`() throws {
        #expect(try products("?continuationToken=") == Self.keys)
    }

    @Test(.tags(.inferred), arguments: ["", "%20", "+", "%09"])
    func `that sends every parameter of the reference, and nothing in them`(blank: String) throws {
        let names = [
            "continuationToken", "modifiedSince", "licenseTypes", "maxResults", "IncludeRemoved",
            "includeSubscription",
        ]
        let query = names.map { "\($0)=\(blank)" }.joined(separator: "&")
        #expect(try products("?" + query) == Self.keys)
        #expect(try products("?licenseTypes=\(blank)&licenseTypes=offline") == ["9OFFLINE"])
    }

    @Test(.tags(.observed)) func `that sends nothing but the token`() throws {
        let shop = try Shop()
        let first = shop.call(
            .get, "/V1/Inventory?maxResults=1&licenseTypes=online&IncludeRemoved=true")
        let token = try #require(first.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        let second = shop.call(.get, "/V1/Inventory?continuationToken=\(token)")
        #expect(second.contains(#""productId":"9SCARCE""#))
        #expect(second.matches(of: /"productId"/).count == 1)
    }

    @Test(.tags(.observed)) func `that leaves the plus of an offset to arrive as a space`() throws {
        #expect(
            try products("?modifiedSince=2018-01-02T01:00:00.0000000+01:00") == [
                "9OPEN", "9SCARCE",
            ])
    }

    @Test(.tags(.observed)) func `that quotes an instant as JSON does`() throws {
        #expect(
            try products("?modifiedSince=%222018-01-02T00%3A00%3A00Z%22") == ["9OPEN", "9SCARCE"])
    }

    @Test(.tags(.documented)) func `that escapes an instant in lower-case hexadecimal`() throws {
        #expect(try products("?modifiedSince=2018-01-02T16%3a00%3a00.0000000-07%3a00") == ["9OPEN"])
    }

    @Test(.tags(.observed)) func `that always says IncludeRemoved and includeSubscription`() throws
    {
        #expect(try products("?IncludeRemoved=false&includeSubscription=true") == Self.keys)
    }

    @Test(.tags(.observed)) func `that asks the inventory for 999 at once`() throws {
        #expect(try products("?maxResults=999") == Self.keys)
    }

    @Test(.tags(.observed)) func `that repeats a parameter for each licence type`() throws {
        #expect(try products("?licenseTypes=offline&licenseTypes=online") == Self.keys)
    }

    @Test(.tags(.observed)) func `that assigns with a JSON content type and no content`() throws {
        #expect(
            try Shop().call(.post, "/V1/Inventory/9OPEN/0016/Seats/ann@contoso.com")
                .hasPrefix("200 store.assign; documented"))
    }

    @Test(.tags(.inferred)) func `that writes everything in lower case`() throws {
        #expect(
            try Shop().call(.get, "/v1/inventory/9scarce/0016/seats/BOB@CONTOSO.COM")
                == "200 store.seat; documented\n" + Shop.seat("bob@contoso.com", on: "2018-02-01"))
    }

    @Test(.tags(.inferred)) func `that writes everything in upper case`() throws {
        #expect(
            try Shop().call(.get, "/V1/USERS/BOB@CONTOSO.COM/SEATS?MAXRESULTS=1")
                == "200 store.seats-of-user; documented\n{\"seats\":["
                + Shop.seat("bob@contoso.com", on: "2018-02-01") + "]}")
    }

    @Test(.tags(.observed)) func `that escapes the sign between user and domain, or does not`()
        throws
    {
        let shop = try Shop()
        #expect(
            shop.call(.get, "/V1/Users/bob%40contoso.com/Seats")
                == shop.call(.get, "/V1/Users/bob@contoso.com/Seats"))
    }

    @Test(.tags(.observed)) func `that sends names and actions in Pascal case`() throws {
        let body = #"{"UserNames":["ann@contoso.com"],"seatAction":"Assign"}"#
        #expect(
            try Shop().call(.post, "/V1/Inventory/9OPEN/0016/Seats", body)
                .contains(#""failedSeatOperations":[]"#))
    }

    @Test(.tags(.observed)) func `that asks for a subscription gets it, and no other does`() throws
    {
        let world = try World(
            StoreForBusiness.self,
            seed: """
                { "storeForBusiness": [ { "tenantId": "t", "inventory": [
                    { "productKey": { "productId": "9APP", "skuId": "1" }, "productKind": "Application" },
                    { "productKey": { "productId": "CFQ7", "skuId": "2" }, "productKind": "Subscription" }
                ] } ] }
                """)
        func kinds(_ target: String) -> [String] {
            let answer = StoreForBusiness(in: world).answer(to: Request(.get, target))
            return String(decoding: answer.response.body, as: UTF8.self)
                .matches(of: /"status":"active","productKind":"(\w+)"/).map { String($0.1) }
        }
        #expect(kinds("/V1/Inventory") == ["Application"])
        #expect(kinds("/V1/Inventory?includeSubscription=TRUE") == ["Application", "Subscription"])
    }
}

@Suite struct `A store that cannot be written` {
    @Test(.tags(.inferred)) func `is a 500 with the reason, and reads go on`() throws {
        let shop = try Shop()
        try shop.world.transaction(.write) { try $0.run("PRAGMA query_only = ON") }
        #expect(
            shop.call(.post, "/V1/Inventory/9OPEN/0016/Seats/ann@contoso.com").hasPrefix(
                """
                500 store.failure; inferred
                {"Message":"An error has occurred.","ExceptionMessage":"attempt to write a readonly database
                """))
        #expect(shop.call(.get, "/V1/Inventory").hasPrefix("200 "))
    }
}
