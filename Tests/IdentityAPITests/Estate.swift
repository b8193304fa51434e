import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import IdentityAPI
import JSON
import StoreForBusinessAPI
import TestWorlds
import Testing

/// Two organizations, two customers and three applications, and every API over them.
struct Estate {
    static let contoso = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
    static let fabrikam = "7c2e4e63-1a1d-4d6f-8c1b-6a7e2d3f8b21"
    /// A tool of Contoso's that may read licences of Acme.
    static let tool = "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
    /// An application that may do everything, and is no tool.
    static let partner = "c8b1f8b5-6b1d-4b6a-8a7f-3a8e4d2c1ba9"
    /// A client that people have on their own machines.
    static let phone = "d9c1f8b5-6b1d-4b6a-8a7f-3a8e4d2c1bb0"
    static let acme = "b0000000-0000-0000-0000-00000000000b"
    static let other = "a0000000-0000-0000-0000-00000000000a"
    static let general = "/partner/external/v3/general"

    let world: World
    private let store: StoreForBusiness
    private let elements: Elements
    private let entra: Entra
    private let avePoint: AvePointIdentity

    init(_ authentication: Authentication = .enforced, quirks: [String] = []) throws {
        let all = Elements.permissions.map { #""\#($0)""# }.joined(separator: ",")
        world = try World(
            StoreForBusiness.self, Elements.self,
            seed: """
                { "storeForBusiness": [
                    { "tenantId": "\(Self.contoso)", "domains": ["Contoso.OnMicrosoft.com"],
                      "users": [ { "userName": "Ann@contoso.com", "password": "pa ss+%",
                                   "objectId": "0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d" },
                                 { "userName": "bob@contoso.com" },
                                 { "userName": "eve@contoso.com", "isDeleted": true, "password": "x" } ],
                      "inventory": [ { "productKey": { "productId": "9A", "skuId": "1" } } ],
                      "seats": [ { "assignedTo": "ann@contoso.com",
                                   "productKey": { "productId": "9A", "skuId": "1" } } ] },
                    { "tenantId": "\(Self.fabrikam)", "users": [ { "userName": "fay@fabrikam.com" } ],
                      "inventory": [ { "productKey": { "productId": "9F", "skuId": "1" } } ] } ],
                  "elements": { "customers": [
                    { "id": "\(Self.acme)", "ownerEmail": "a@acme.com" },
                    { "id": "\(Self.other)", "ownerEmail": "o@other.com" } ] },
                  "applications": [
                    { "clientId": "\(Self.tool)", "clientSecret": "s+cret&%", "customers": ["\(Self.acme)"],
                      "permissions": ["elements.license.read.all", "elements.customers.readwrite.all"],
                      "storeForBusinessTenants": ["\(Self.contoso)"] },
                    { "clientId": "\(Self.partner)", "clientSecret": "partner", "permissions": [\(all)] },
                    { "clientId": "\(Self.phone)", "permissions": [] } ] }
                """, quirks: quirks, authentication: authentication)
        store = StoreForBusiness(in: world)
        elements = Elements(in: world)
        entra = Entra(in: world)
        avePoint = AvePointIdentity(in: world)
    }

    func answer(
        _ method: HTTPRequest.Method, _ target: String, _ body: String = "",
        _ headers: [String: String] = [:]
    ) -> Answer {
        var fields: HTTPFields = [.host: "identity.test"]
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        return answer(
            to: Request(method, target, headerFields: fields, body: Array(body.utf8)))
    }

    func answer(to request: Request) -> Answer {
        let apis: [(api: any API, prefixes: [PathPrefix])] = [
            (store, StoreForBusiness.prefixes), (elements, Elements.prefixes),
            (avePoint, AvePointIdentity.prefixes), (entra, Entra.prefixes),
        ]
        guard let found = apis.first(where: { $0.prefixes.contains { $0.matches(request.target) } })
        else {
            preconditionFailure("no API has \(request.target.raw)")
        }
        return found.api.answer(to: request)
    }

    /// The status code, the rule and the content in one text.
    func call(
        _ method: HTTPRequest.Method, _ target: String, _ body: String = "",
        _ headers: [String: String] = [:]
    ) -> String {
        let answer = answer(method, target, body, headers)
        return "\(answer.response.status.code) \(answer.rule.header)\n"
            + String(decoding: answer.response.body, as: UTF8.self)
    }

    static let form = ["Content-Type": "application/x-www-form-urlencoded"]

    func post(_ target: String, _ form: String, _ headers: [String: String] = [:]) -> String {
        call(.post, target, form, Self.form.merging(headers) { $1 })
    }

    /// A token of Entra's for a tool, or of AvePoint's for an application.
    func token(of client: String = tool, in tenant: String? = nil) throws -> String {
        let secret = client == Self.tool ? "s%2Bcret%26%25" : "partner"
        let credentials =
            "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)"
        let answer = answer(
            .post, tenant.map { "/\($0)/oauth2/token" } ?? "/connect/token",
            credentials + (tenant == nil ? "" : "&resource=https://onestore.microsoft.com"),
            Self.form)
        return try JSON(parsing: answer.response.body)["access_token"]?.string ?? ""
    }

    /// A token of our own making, signed as ours are.
    func token(_ claims: JSON) -> String {
        world.signingKeys.sign(claims, type: "JWT")
    }

    func get(_ target: String, _ token: String) -> String {
        call(.get, target, "", ["Authorization": "Bearer \(token)"])
    }

    func post(_ target: String, bearer token: String, _ body: String = "") -> String {
        call(
            .post, target, body,
            ["Authorization": "Bearer \(token)", "Content-Type": "application/json"])
    }
}
