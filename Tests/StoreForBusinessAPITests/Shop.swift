import Emulation
import HTTP
import HTTPTypes
import StoreForBusinessAPI
import TestWorlds
import Testing

/// An organization with products of every kind, for the operations on its inventory and seats.
struct Shop {
    let world: World
    private let api: StoreForBusiness

    init(quirks: [String] = []) throws {
        world = try World(
            StoreForBusiness.self,
            seed: """
                { "storeForBusiness": [ { "tenantId": "t",
                    "users": [ { "userName": "Ann@Contoso.com" }, { "userName": "bob@contoso.com" },
                               { "userName": "cy@contoso.com" } ],
                    "inventory": [
                        { "productKey": { "productId": "9OPEN", "skuId": "0016" },
                          "lastModified": "2018-01-03T00:00:00Z" },
                        { "productKey": { "productId": "9SCARCE", "skuId": "0016" }, "seatCapacity": 2,
                          "distributionPolicy": "restricted", "lastModified": "2018-01-02T00:00:00Z" },
                        { "productKey": { "productId": "9OFFLINE", "skuId": "0010" },
                          "licenseType": "offline", "lastModified": "2018-01-01T00:00:00Z" },
                        { "productKey": { "productId": "9GONE", "skuId": "0010" },
                          "status": "removed", "lastModified": "2018-01-04T00:00:00Z" } ],
                    "seats": [
                        { "assignedTo": "bob@contoso.com", "dateAssigned": "2018-02-01T00:00:00Z",
                          "productKey": { "productId": "9SCARCE", "skuId": "0016" } },
                        { "assignedTo": "cy@contoso.com", "dateAssigned": "2018-02-02T00:00:00Z",
                          "state": "revoked", "productKey": { "productId": "9SCARCE", "skuId": "0016" } }
                    ] } ] }
                """, quirks: quirks)
        api = StoreForBusiness(in: world)
    }

    func answer(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "",
        contentType: String? = "application/json"
    ) -> Answer {
        var fields: HTTPFields = [.host: "msfb"]
        if method == .post { fields[.contentType] = contentType }
        return api.answer(
            to: Request(
                method, path, headerFields: fields, body: Array(body.utf8)))
    }

    /// The status code, the rule and the content in one text.
    func call(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> String {
        Self.text(of: answer(method, path, body))
    }

    func call(_ request: Request) -> String {
        Self.text(of: api.answer(to: request))
    }

    private static func text(of answer: Answer) -> String {
        let text = String(decoding: answer.response.body, as: UTF8.self)
        return "\(answer.response.status.code) \(answer.rule.header)\n\(text)"
    }

    /// How many seats of a product are available, as its inventory says.
    func available(_ product: String) -> String {
        let inventory = call(.get, "/V1/Inventory?IncludeRemoved=true")
        let entry =
            inventory.split(separator: #""productId":"\#(product)""#).dropFirst().first ?? ""
        let rest = entry.split(separator: #""availableSeats":"#).dropFirst().first ?? ""
        return String(rest.prefix { $0.isNumber })
    }

    /// A seat as it prints.
    static func seat(
        _ user: String, on date: String, _ state: String = "active"
    ) -> String {
        """
        {"assignedTo":"\(user)","dateAssigned":"\(date)T00:00:00.0000000+00:00","state":"\(state)",\
        "productKey":{"productId":"9SCARCE","skuId":"0016"}}
        """
    }

    /// A refusal as it prints.
    static func refusal(_ code: String, _ data: String, _ message: String) -> String {
        """
        {"code":"\(code)","data":{\(data)},"details":[],"message":"\(message)","source":"MTS"}
        """
    }
}
