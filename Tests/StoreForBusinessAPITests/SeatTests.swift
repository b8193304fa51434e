import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

private let scarce = "/V1/Inventory/9SCARCE/0016/Seats"
private let noon = "2018-05-01T12:00:00.0000000+00:00"

@Suite struct `The seats of a product` {
    @Test(.tags(.documented)) func `get seats lists the active ones`() throws {
        #expect(
            try Shop().call(.get, scarce) == """
                200 store.seats; documented
                {"seats":[\(Shop.seat("bob@contoso.com", on: "2018-02-01"))]}
                """)
    }

    @Test(.tags(.documented)) func `get seats has pages, whose tokens are of this list only`()
        throws
    {
        let shop = try Shop()
        for user in ["ann", "bob", "cy"] {
            #expect(
                shop.answer(.post, "/V1/Inventory/9OPEN/0016/Seats/\(user)@contoso.com").response
                    .status == .ok)
        }
        var users: [String] = []
        var token = ""
        repeat {
            let page = shop.call(
                .get, "/V1/Inventory/9open/0016/Seats?maxResults=2&continuationToken=\(token)")
            users += page.matches(of: /"assignedTo":"([^@]+)@/).map { String($0.1) }
            token = page.firstMatch(of: /"continuationToken":"([^"]+)"/).map { String($0.1) } ?? ""
            if !token.isEmpty {
                let other = shop.call(.get, "\(scarce)?continuationToken=\(token)")
                #expect(other.hasPrefix("400 store.continuation-token; documented\n"))
                #expect(
                    shop.call(.get, "/V1/Inventory?continuationToken=\(token)").hasPrefix("400 "))
            }
        } while !token.isEmpty
        #expect(users == ["Ann", "bob", "cy"])
        #expect(
            shop.call(.get, "\(scarce)?maxResults=101").hasPrefix("400 store.seats-of-user.max"))
    }

    @Test(.tags(.documented)) func `get seat gives the one that the user holds`() throws {
        #expect(
            try Shop().call(.get, "/V1/Inventory/9scarce/0016/seats/BOB%40contoso.com") == """
                200 store.seat; documented
                \(Shop.seat("bob@contoso.com", on: "2018-02-01"))
                """)
    }

    @Test(.tags(.documented)) func `assigning takes a seat, with the world's time`() throws {
        let shop = try Shop()
        #expect(shop.available("9SCARCE") == "1")
        #expect(
            shop.call(.post, "\(scarce)/ann@contoso.com") == """
                200 store.assign; documented
                {"assignedTo":"Ann@Contoso.com","dateAssigned":"\(noon)","state":"active",\
                "productKey":{"productId":"9SCARCE","skuId":"0016"}}
                """)
        #expect(shop.available("9SCARCE") == "0")
        #expect(shop.call(.get, scarce).contains("Ann@Contoso.com"))
    }

    @Test(.tags(.inferred)) func `assigning twice changes nothing`() throws {
        let shop = try Shop()
        #expect(
            shop.call(.post, "\(scarce)/bob@contoso.com") == """
                200 store.assign; documented
                \(Shop.seat("bob@contoso.com", on: "2018-02-01"))
                """)
        #expect(shop.available("9SCARCE") == "1")
    }

    @Test(.tags(.inferred)) func `a restricted product runs out, an open one never does`() throws {
        let shop = try Shop()
        #expect(shop.call(.post, "\(scarce)/ann@contoso.com").hasPrefix("200 "))
        #expect(
            shop.call(.post, "\(scarce)/cy@contoso.com") == "409 store.no-seat-left; inferred\n"
                + Shop.refusal("Conflict", #""reason":"No seats available""#, "Conflict"))
        #expect(shop.available("9SCARCE") == "0")
        for user in ["ann", "bob", "cy"] {
            #expect(
                shop.call(.post, "/V1/Inventory/9OPEN/0016/Seats/\(user)@contoso.com").hasPrefix(
                    "200 "))
        }
    }

    @Test(.tags(.documented, .observed)) func `reclaiming by DELETE gives the seat back, revoked`()
        throws
    {
        let shop = try Shop()
        #expect(
            shop.call(.delete, "\(scarce)/bob@contoso.com") == """
                200 store.reclaim; documented
                \(Shop.seat("bob@contoso.com", on: "2018-02-01", "revoked"))
                """)
        #expect(shop.available("9SCARCE") == "2")
        #expect(shop.call(.get, scarce).hasSuffix(#"{"seats":[]}"#))
        #expect(shop.call(.delete, "\(scarce)/bob@contoso.com").hasPrefix("404 store.unknown-seat"))
        #expect(shop.available("9SCARCE") == "2")
        #expect(shop.call(.post, "\(scarce)/bob@contoso.com").contains(noon))
        #expect(shop.available("9SCARCE") == "1")
    }

    @Test(
        .tags(.documented),
        arguments: [
            (
                "/V1/Inventory/9NONE/0016/Seats/ann@contoso.com", "store.unknown-inventory",
                "Inventory", "9NONE/0016"
            ),
            (
                "/V1/Inventory/9SCARCE/0017/Seats/ann@contoso.com", "store.unknown-inventory",
                "Inventory",
                "9SCARCE/0017"
            ),
            (
                "/V1/Inventory/9GONE/0010/Seats/ann@contoso.com", "store.unknown-inventory",
                "Inventory", "9GONE/0010"
            ),
            ("/V1/Inventory/9SCARCE/0016/Seats/No@one", "store.unknown-user", "User", "No@one"),
            ("/V1/Inventory/9OFFLINE/0010/Seats/No@one", "store.unknown-user", "User", "No@one"),
        ],
        [HTTPRequest.Method.get, .post, .delete])
    func `an unknown product or user is a 404 of its item type`(
        unknown: (path: String, rule: String, itemType: String, value: String),
        method: HTTPRequest.Method
    ) throws {
        let data = #""itemType":"\#(unknown.itemType)","values":["\#(unknown.value)"]"#
        #expect(
            try Shop().call(method, unknown.path) == "404 \(unknown.rule); documented\n"
                + Shop.refusal("NotFound", data, "Not found"))
    }

    @Test(.tags(.documented), arguments: [HTTPRequest.Method.get, .delete])
    func `a seat that the user does not hold is a 404 of item type Seat`(
        method: HTTPRequest.Method
    ) throws {
        for user in ["ANN@contoso.com", "cy@contoso.com"] {
            let data = #""itemType":"Seat","values":["9SCARCE/0016/\#(user)"]"#
            #expect(
                try Shop().call(method, "\(scarce)/\(user)")
                    == "404 store.unknown-seat; documented\n"
                    + Shop.refusal("NotFound", data, "Not found"))
        }
    }

    @Test(.tags(.documented))
    func `an offline product is a conflict for every operation on one seat`()
        throws
    {
        let shop = try Shop()
        let conflict =
            "409 store.not-online; documented\n"
            + Shop.refusal("Conflict", #""reason":"Not online""#, "Conflict")
        let path = "/V1/Inventory/9OFFLINE/0010/Seats"
        #expect(shop.call(.get, path) == conflict)
        for method in [HTTPRequest.Method.get, .post, .delete] {
            #expect(shop.call(method, "\(path)/ann@contoso.com") == conflict)
        }
        // In bulk, where the table has no row for it, each name fails.
        #expect(
            shop.call(.post, path, #"{"usernames":["ann@contoso.com"],"seatAction":"assign"}"#)
                == """
                200 store.bulk; documented
                {"seatDetails":[],"failedSeatOperations":[{"failureReason":"Not online",\
                "productKey":{"productId":"9OFFLINE","skuId":"0010"},"userName":"ann@contoso.com"}]}
                """)
    }

    @Test(.tags(.inferred), arguments: [("9%20A", "0016", "productId"), ("9A", "%3F", "skuId")])
    func `an id of other characters is a 400 naming it`(
        product: String, sku: String, name: String
    ) throws {
        let answer = try Shop().call(.get, "/V1/Inventory/\(product)/\(sku)/Seats/ann")
        #expect(answer.hasPrefix("400 store.product-key; inferred\n"))
        #expect(answer.contains(#""parameterName":"\#(name)""#))
        #expect(try Shop().call(.get, "\(scarce)/ann").hasPrefix("400 store.user-name; inferred\n"))
    }
}

@Suite struct `Bulk assign and reclaim seats` {
    @Test(.tags(.documented)) func `does what can be done and reports the rest`() throws {
        let shop = try Shop()
        let body = """
            {"usernames":["BOB@contoso.com","ann@contoso.com","no@one","ann","cy@contoso.com"],\
            "seatAction":"assign"}
            """
        let key = #""productKey":{"productId":"9SCARCE","skuId":"0016"}"#
        #expect(
            shop.call(.post, scarce, body) == """
                200 store.bulk; documented
                {"seatDetails":[\(Shop.seat("bob@contoso.com", on: "2018-02-01")),\
                {"assignedTo":"Ann@Contoso.com","dateAssigned":"\(noon)","state":"active",\(key)}],\
                "failedSeatOperations":[\
                {"failureReason":"User not found",\(key),"userName":"no@one"},\
                {"failureReason":"Invalid parameter",\(key),"userName":"ann"},\
                {"failureReason":"No seats available",\(key),"userName":"cy@contoso.com"}]}
                """)
        #expect(shop.available("9SCARCE") == "0")
    }

    @Test(.tags(.observed)) func `takes member names and actions in upper and lower case alike`()
        throws
    {
        let shop = try Shop()
        let body = #"{"UserNames":["bob@contoso.com","cy@contoso.com"],"SeatAction":"Reclaim"}"#
        #expect(
            shop.call(.post, scarce, body) == """
                200 store.bulk; documented
                {"seatDetails":[\(Shop.seat("bob@contoso.com", on: "2018-02-01", "revoked"))],\
                "failedSeatOperations":[{"failureReason":"Seat not found",\
                "productKey":{"productId":"9SCARCE","skuId":"0016"},"userName":"cy@contoso.com"}]}
                """)
        #expect(shop.available("9SCARCE") == "2")
    }

    @Test(.tags(.documented)) func `an unknown product is a 404 for all of them`() throws {
        let body = #"{"usernames":["ann@contoso.com"],"seatAction":"assign"}"#
        #expect(
            try Shop().call(.post, "/V1/Inventory/9NONE/1/Seats", body).hasPrefix(
                "404 store.unknown-inventory; documented\n"))
    }

    private static let json = "application/json"
    private static let request = #"{"usernames":["bob@contoso.com"],"seatAction":"assign"}"#

    @Test(.tags(.inferred), arguments: WrittenText.readable(request, as: json))
    func `content is read in UTF-8, and in UTF-16 that says so`(written: WrittenText) throws {
        #expect(
            try Shop().call(written.request(to: scarce)) == """
                200 store.bulk; documented
                {"seatDetails":[\(Shop.seat("bob@contoso.com", on: "2018-02-01"))],\
                "failedSeatOperations":[]}
                """)
    }

    @Test(.tags(.inferred), arguments: WrittenText.malformed(request, as: json))
    func `content that is no text is a 400`(written: WrittenText) throws {
        let answer = try Shop().call(written.request(to: scarce))
        #expect(answer.hasPrefix("400 store.bulk.content; inferred\n"))
        #expect(answer.contains(#""details":"The request body is not JSON: "#))
    }

    @Test(.tags(.chosen), arguments: WrittenText.coded(request, as: json))
    func `content that is coded is a 415`(written: WrittenText) throws {
        let encoding = try #require(written.encoding)
        #expect(
            try Shop().call(written.request(to: scarce)) == """
                415 store.content-encoding; chosen
                {"Message":"The request entity's content encoding '\(encoding)' is not supported for \
                this resource."}
                """)
    }

    private static let body = #"{"usernames":["ann@contoso.com"],"seatAction":"assign"}"#

    @Test(
        .tags(.inferred),
        arguments: [nil, "text/json", "Application/JSON; charset=utf-8", "text/plain", "a", ""])
    func `takes content whatever its media type is`(type: String?) throws {
        let answer = try Shop().answer(.post, scarce, Self.body, contentType: type)
        #expect(answer.rule.header == "store.bulk; documented")
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (
                "text/plain",
                "The request entity's media type 'text/plain' is not supported for this resource."
            ),
            (
                "application/json-patch+json",
                "The request entity's media type 'application/json-patch+json' is not supported for this resource."
            ),
            (
                nil,
                "The request contains an entity body but no Content-Type header. The inferred media type "
                    + "'application/octet-stream' is not supported for this resource."
            ),
        ])
    func `with a quirk takes JSON alone`(type: String?, message: String) throws {
        let shop = try Shop(quirks: ["store.requestBody=required"])
        let answer = shop.answer(.post, scarce, Self.body, contentType: type)
        #expect(answer.rule.header == "store.request-body.required; chosen")
        #expect(answer.response.status == .unsupportedMediaType)
        #expect(answer.response.body == Array(#"{"Message":"\#(message)"}"#.utf8))
        for type in ["application/json", "TEXT/json;charset=utf-8"] {
            #expect(
                shop.answer(.post, scarce, Self.body, contentType: type).response.status == .ok)
        }
        // Where no content is bound its type does not matter.
        let seat = shop.answer(.post, scarce + "/ann@contoso.com", "x", contentType: "text/plain")
        #expect(seat.response.status == .ok)
        #expect(
            shop.answer(.post, scarce, "", contentType: nil).rule.header
                == "store.bulk.content; inferred")
    }

    @Test(
        .tags(.inferred),
        arguments: [
            (
                "",
                #"The request has no content; it has to be {\"usernames\":[\"user@domain\"],"#
                    + #"\"seatAction\":\"assign\"}, or \"reclaim\"."#
            ),
            (
                "[]",
                #"The request body is an array, not an object; it has to be {\"usernames\":"#
                    + #"[\"user@domain\"],\"seatAction\":\"assign\"}, or \"reclaim\"."#
            ),
            (
                #"{"username":["a@b"],"seatAction":"assign"}"#,
                #"usernames is missing; the content has \"username\" instead."#
            ),
            (
                #"{"usernames":["a@b"],"seatActions":"assign"}"#,
                #"seatAction is missing; the content has \"seatActions\" instead."#
            ),
            (#"{"names":["a@b"],"seatAction":"assign"}"#, "usernames is missing."),
            (
                #"{"usernames":["a@b"],"seatAction":"asign"}"#,
                #"seatAction must be assign or reclaim, not \"asign\"."#
            ),
        ])
    func `content that is none says what is wanted`(body: String, details: String) throws {
        #expect(
            try Shop().call(.post, scarce, body).contains(#""details":"\#(details)"},"details":[]"#)
        )
    }

    @Test(
        .tags(.inferred),
        arguments: [
            ("", "usernames"), ("{", "usernames"), ("[]", "usernames"),
            (#"{"seatAction":"assign"}"#, "usernames"),
            (#"{"usernames":[],"seatAction":"assign"}"#, "usernames"),
            (#"{"usernames":"a@b","seatAction":"assign"}"#, "usernames"),
            (#"{"usernames":[1],"seatAction":"assign"}"#, "usernames"),
            (#"{"usernames":["a@b"]}"#, "seatAction"),
            (#"{"usernames":["a@b"],"seatAction":"give"}"#, "seatAction"),
            (#"{"usernames":["a@b"],"seatAction":1}"#, "seatAction"),
            (
                #"{"seatAction":"assign","usernames":["a@b"\#(String(repeating: #","a@b""#, count: 25))]}"#,
                "usernames"
            ),
        ])
    func `content that says too little or too much is a 400 naming it`(
        body: String, name: String
    ) throws {
        let answer = try Shop().call(.post, scarce, body)
        #expect(answer.hasPrefix("400 store.bulk.content; inferred\n"))
        #expect(answer.contains(#""parameterName":"\#(name)""#))
    }
}
