import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

/// A store of a test's own, and its answers.
struct Store {
    let world: World
    private let api: StoreForBusiness

    init(_ seats: String = Store.threeSeats, quirks: [String] = []) throws {
        world = try World(
            StoreForBusiness.self,
            seed: """
                { "implicit": true, "storeForBusiness": [ {
                    "tenantId": "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
                    "users": [
                        { "userName": "Ann@Contoso.com", "objectId": "0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d" },
                        { "userName": "bob@contoso.com" },
                        { "userName": "ann_fabrikam.com#EXT#@contoso.com" },
                        { "userName": "JÜRGEN@größe.example" } ],
                    "seats": [\(seats)] } ] }
                """, quirks: quirks)
        api = StoreForBusiness(in: world)
    }

    static let threeSeats = """
        { "assignedTo": "ann@contoso.com", "dateAssigned": "2017-08-02T09:00:00Z",
          "productKey": { "productId": "CFQ7TTC0K5DR", "skuId": "0002" } },
        { "assignedTo": "ann@contoso.com", "dateAssigned": "2017-08-01T13:31:32.146Z",
          "productKey": { "productId": "9NBLGGH4R2R6", "skuId": "0016" } },
        { "assignedTo": "ann@contoso.com", "dateAssigned": "2017-08-03T00:00:00Z", "state": "revoked",
          "productKey": { "productId": "9WZDNCRFJ3PS", "skuId": "0015" } }
        """

    /// `count` seats of Ann on products `P0001`, … , four at each instant.
    static func seats(_ count: Int) -> String {
        (1...count).map { number in
            let digits = String(10_000 + number).dropFirst()
            return """
                { "assignedTo": "ann@contoso.com", "dateAssigned": "2017-01-01T00:00:\
                \(10 + number / 4 % 50)Z", "productKey": { "productId": "P\(digits)", "skuId": "1" } }
                """
        }.joined(separator: ",")
    }

    /// An answer without its identifiers, which are others in each.
    func answer(_ method: HTTPRequest.Method, _ target: String) -> Answer {
        var answer = whole(method, target)
        for name in ["MS-CorrelationId", "MS-RequestId", "MS-CV"].compactMap({ HTTPField.Name($0) })
        {
            #expect(answer.response.headerFields[values: name].count == 1, "\(name)")
            answer.response.headerFields[name] = nil
        }
        return answer
    }

    func whole(
        _ method: HTTPRequest.Method, _ target: String, _ fields: HTTPFields = [:]
    ) -> Answer {
        var fields = fields
        fields[.host] = "msfb"
        return api.answer(to: Request(method, target, headerFields: fields))
    }

    func get(_ target: String) -> String {
        answer(.get, target).response.text
    }

    /// The products of a page in their order, and the token of the next one.
    func page(_ target: String) -> (products: [String], next: String?) {
        let body = String(decoding: answer(.get, target).response.body, as: UTF8.self)
        let products = body.split(separator: #""productId":""#).dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        let token = body.split(separator: #""continuationToken":""#).dropFirst().first
        return (products, token.map { String($0.prefix { $0 != "\"" }) })
    }
}

private let seatsOfAnn = "/V1/Users/ann@contoso.com/Seats"

@Suite struct `Get seats assigned to a user` {
    @Test(.tags(.documented, .inferred))
    func `the active seats, oldest first, the name as it is stored`() throws {
        #expect(
            try Store().get(seatsOfAnn) == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8

                {"seats":[\
                {"assignedTo":"Ann@Contoso.com","dateAssigned":"2017-08-01T13:31:32.1460000+00:00",\
                "state":"active","productKey":{"productId":"9NBLGGH4R2R6","skuId":"0016"}},\
                {"assignedTo":"Ann@Contoso.com","dateAssigned":"2017-08-02T09:00:00.0000000+00:00",\
                "state":"active","productKey":{"productId":"CFQ7TTC0K5DR","skuId":"0002"}}]}
                """)
    }

    @Test(.tags(.inferred)) func `a user without seats has an empty list`() throws {
        #expect(
            try Store().get("/V1/Users/bob@contoso.com/Seats") == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8

                {"seats":[]}
                """)
    }

    @Test(
        .tags(.observed),
        arguments: [
            "/V1/Users/ANN@CONTOSO.COM/Seats", "/v1/users/ann%40contoso.com/seats",
            "/V1/Users/ann@contoso.com/Seats/", "/V1/USERS/Ann%40Contoso.com/SEATS?unknown=1",
            "/V1/Users/ann@contoso.com/Seats?continuationToken=",
        ])
    func `upper and lower case, escapes and unknown parameters change nothing`(
        target: String
    ) throws {
        let store = try Store()
        #expect(store.get(target) == store.get(seatsOfAnn))
    }

    @Test(.tags(.chosen)) func `what a seed names with quotation marks is escaped`() throws {
        let store = try Store(
            #"""
            { "assignedTo": "ann@contoso.com", "dateAssigned": "2017-08-02T09:00:00Z",
              "productKey": { "productId": "9\"A", "skuId": "\u0001" } }
            """#)
        #expect(
            store.answer(.get, "/V1/Users/ann@contoso.com/Seats").response.text.hasSuffix(
                #"""
                {"seats":[{"assignedTo":"Ann@Contoso.com","dateAssigned":"2017-08-02T09:00:00.0000000+00:00",\#
                "state":"active","productKey":{"productId":"9\"A","skuId":"\u0001"}}]}
                """#))
    }

    @Test(.tags(.observed)) func `a guest's name needs its number sign escaped`() throws {
        let answer = try Store().get("/V1/Users/ann_fabrikam.com%23EXT%23@contoso.com/Seats")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\n"))
    }

    @Test(.tags(.inferred)) func `letters outside ASCII have upper and lower case too`() throws {
        let answer = try Store().get("/V1/Users/j%C3%BCrgen@GR%C3%96%C3%9Fe.example/Seats")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\n"))
    }

    @Test(.tags(.documented)) func `an unknown user is a 404, the name as received`() throws {
        let answer = try Store().answer(.get, "/V1/Users/Nobody%40contoso.com/Seats")
        #expect(answer.rule.header == "store.unknown-user; documented")
        #expect(
            answer.response.text == """
                HTTP/1.1 404 Not Found
                content-type: application/json; charset=utf-8

                {"code":"NotFound","data":{"itemType":"User","values":["Nobody@contoso.com"]},\
                "details":[],"message":"Not found","source":"MTS"}
                """)
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "ann", "ann@", "@contoso.com", "a@b@c", "%20", "ann@con%20toso.com",
            "ann%00@contoso.com",
            "%7B0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d%7D",
        ])
    func `what is not a user principal name is a 400 naming userName`(name: String) throws {
        let answer = try Store().answer(.get, "/V1/Users/\(name)/Seats")
        #expect(answer.rule.header == "store.user-name; inferred")
        #expect(
            answer.response.text.hasPrefix(
                """
                HTTP/1.1 400 Bad Request
                content-type: application/json; charset=utf-8

                {"code":"InvalidParameter","data":{"parameterName":"userName","reason":"Invalid parameter",\
                "details":"userName must be a user principal name, user@domain, not '
                """))
    }

    @Test(
        .tags(.observed),
        arguments: [
            "0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d", "%7B0D6F2A3C-5B1E-4F7A-8C9D-1E2F3A4B5C6D%7D",
        ])
    func `with a quirk an object id names a user, bare or in braces`(id: String) throws {
        let store = try Store(quirks: ["store.objectId=accept"])
        #expect(store.get("/V1/Users/\(id)/Seats") == store.get(seatsOfAnn))
        let unknown = "00000000-5b1e-4f7a-8c9d-1e2f3a4b5c6d"
        #expect(store.get("/V1/Users/\(unknown)/Seats").contains(#""values":["\#(unknown)"]"#))
    }

    @Test(.tags(.inferred), arguments: [HTTPRequest.Method.put, .head, .post, .patch])
    func `another method is a 405 in the framework's own words`(method: HTTPRequest.Method) throws {
        let answer = try Store().answer(method, seatsOfAnn)
        #expect(answer.rule.header == "store.method; inferred")
        #expect(
            answer.response.text == """
                HTTP/1.1 405 Method Not Allowed
                content-type: application/json; charset=utf-8
                allow: GET

                {"Message":"The requested resource does not support http method '\(method)'."}
                """)
    }

    @Test(.tags(.inferred)) func `all methods that the path has are allowed, and no other`() throws
    {
        let seats = "/V1/Inventory/9NBLGGH4R2R6/0016/Seats"
        #expect(try Store().answer(.head, seats).response.headerFields[.allow] == "GET, POST")
        #expect(
            try Store().answer(.head, seats + "/ann@contoso.com").response.headerFields[.allow]
                == "GET, POST, DELETE")
    }

    @Test(
        .tags(.inferred),
        arguments: ["/V1/Users//Seats", "/V1", "/V1/Users/a@b", "/V1/Users/a@b/Seats/x?y"])
    func `a path of no operation is a 404 in the framework's own words`(path: String) throws {
        let answer = try Store().answer(.get, path)
        #expect(answer.rule.header == "store.route; inferred")
        #expect(
            answer.response.text == """
                HTTP/1.1 404 Not Found
                content-type: application/json; charset=utf-8

                {"Message":"No HTTP resource was found that matches the request URI 'http://msfb\(path)'."}
                """)
    }

    @Test(.tags(.inferred)) func `what is wrong first in the documentation's table is told first`()
        throws
    {
        let store = try Store()
        #expect(
            store.get("/V1/Users/ann/Seats?maxResults=0&continuationToken=x").contains("userName"))
        #expect(
            store.get("/V1/Users/nobody@contoso.com/Seats?maxResults=0&continuationToken=x")
                .contains(#""parameterName":"continuationToken""#))
        #expect(
            store.get("/V1/Users/nobody@contoso.com/Seats?maxResults=0")
                .contains(#""parameterName":"maxResults""#))
    }

    @Test(.tags(.inferred)) func `with a quirk an error is nested as sister services' are`() throws
    {
        let store = try Store(quirks: ["store.errorMembers=nested"])
        let data = """
            "data":{"parameterName":"maxResults","reason":"Invalid parameter",\
            "details":"maxResults must be an integer from 1 to 100, not '0'."},"details":[]
            """
        let words = #""message":"Invalid parameters","source":"MTS","target":"maxResults""#
        #expect(
            store.get("\(seatsOfAnn)?maxResults=0").hasSuffix(
                """

                {"code":"InvalidParameter",\(data),\
                "innererror":{"code":"InvalidParameter",\(data),\(words)},\(words)}
                """))
        // The family's 404 has no target: no parameter is at fault.
        let unknown = #""code":"NotFound","data":{"itemType":"User","values":["a@b"]},"details":[]"#
        let end = #""message":"Not found","source":"MTS""#
        #expect(
            store.get("/V1/Users/a@b/Seats").hasSuffix(
                "\n{\(unknown),\"innererror\":{\(unknown),\(end)},\(end)}"))
        #expect(
            store.answer(.put, seatsOfAnn).response.text
                == (try Store().answer(.put, seatsOfAnn).response.text))
    }

    @Test(.tags(.chosen)) func `with a quirk the data of an error is positional`() throws {
        let store = try Store(quirks: ["store.errorData=positional"])
        #expect(
            store.get("\(seatsOfAnn)?maxResults=101") == """
                HTTP/1.1 400 Bad Request
                content-type: application/json; charset=utf-8

                {"code":"InvalidParameter","data":["maxResults","Invalid parameter",\
                "maxResults must be an integer from 1 to 100, not '101'."],"details":[],\
                "message":"Invalid parameters","source":"MTS"}
                """)
        #expect(
            store.get("/V1/Users/nobody@contoso.com/Seats")
                .contains(#""data":["User","nobody@contoso.com"]"#))
    }
}
