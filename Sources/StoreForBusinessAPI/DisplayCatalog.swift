package import Emulation
package import HTTP
package import HTTPTypes
import JSON
import SQLite

/// The catalogue that the consumers' Store shows, `https://displaycatalog.mp.microsoft.com`, as far
/// as clients of the Store for Business read it: the titles of products.
package struct DisplayCatalog: RoutedAPI {
    package static let name = "catalog"
    package static let prefixes: [PathPrefix] = ["/v7.0/products"]
    package static let hosts = ["displaycatalog.mp.microsoft.com"]
    package static let rules = DisplayCatalogRule.all
    package static let rulesByOperation = DisplayCatalogRule.byOperation
    package static let quirks: [any Quirk.Type] = []

    package static let router = Router<Operation<DisplayCatalog>>([
        .get("/v7.0/products", .init("getProducts", for: (), isCacheable: true) { $0.getProducts })
    ])

    private let world: World

    package init(in world: World) {
        self.world = world
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        let response =
            allowed.map { Response(.methodNotAllowed, headerFields: [.allow: $0]) }
            ?? Response(.notFound)
        return Answer(response, by: DisplayCatalogRule.route)
    }

    package func refusal(_ error: any Error, of request: Request) -> Answer {
        if let error = error as? StoreError { return error.answer(formed: form) }
        return refusal(of: error, to: request)
            ?? Answer(failure(.internalServerError, to: request), by: DisplayCatalogRule.failure)
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        var response = StoreError.response(of: status, formed: form)
        nameMethods(besides: request, in: &response)
        return response
    }

    private var form: StoreErrorForm { StoreErrorForm(world.quirks) }

    /// `GET /v7.0/products?bigIds=…&market=…&languages=…`
    private func getProducts(_ request: Request, _ path: Parameters) throws -> Answer {
        guard let ids = request.target.argument("bigIds") else {
            throw StoreError.missingParameter("bigIds", DisplayCatalogRule.request)
        }
        let languages = request.target.argument("languages") ?? Self.standardLanguage
        let language = languages.prefix { $0 != "," }.trimmed
        let products = try world.transaction(.read) { store in
            let ledger = Ledger(store, of: nil)
            return try ids.split(separator: ",").compactMap { id in
                try ledger.texts(of: String(id.trimmed), in: String(language)).map(Self.json)
            }
        }
        return Answer(
            Response(json: ["Products": .array(products)]), by: DisplayCatalogRule.products)
    }

    private static let standardLanguage = "en-us"

    private static func json(_ id: String, _ texts: JSON) -> JSON {
        [
            "LocalizedProperties": [
                [
                    "ProductTitle": texts["displayName"] ?? "",
                    "Language": texts["language"] ?? "",
                ]
            ],
            "ProductId": .string(id),
        ]
    }
}
