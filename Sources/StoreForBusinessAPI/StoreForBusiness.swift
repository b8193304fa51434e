package import Emulation
package import HTTP
package import HTTPTypes
import SQLite

/// The management API of Microsoft Store for Business, `https://bspmts.mp.microsoft.com/V1`.
package struct StoreForBusiness: SeededAPI, RoutedAPI {
    package static let name = "store"
    package static let prefixes: [PathPrefix] = ["/V1"]
    package static let hosts = ["bspmts.mp.microsoft.com"]
    package static let rules = StoreRule.all
    package static let rulesByOperation = StoreRule.byOperation
    package static let quirks: [any Quirk.Type] = [
        StoreErrorData.self, StoreErrorMembers.self, StoreMaxResults.self, StoreObjectID.self,
        StoreNotActivated.self, StoreMissingTexts.self, StoreRequestBody.self, StorePaging.self,
    ]
    package static let subjects = [RequestSubject("user", from: "username")]
    /// Microsoft Store for Business, by its URIs and its id.
    package static let audience: TokenAudience? = TokenAudience(
        issuer: "entra", "https://onestore.microsoft.com", "https://onestore.microsoft.com/",
        "45a330b1-b1ec-4cc1-9161-9f03992aa49f")
    package static let openAPI: [UInt8]? = PackageResources.openapi_json
    package static let seedMember = "storeForBusiness"
    package static let scope: ScopeMember? = ScopeMember(
        "storeForBusinessTenants", column: "store_tenants")
    package static let schema = String(decoding: PackageResources.Schema_sql, as: UTF8.self)

    /// Who may call an operation.
    package enum Access: Sendable {
        /// Only management tools that the organization has activated.
        case managementTool
        case anybody
    }

    package static let router = Router<Operation<StoreForBusiness>>([
        .get(
            "/V1/Inventory",
            .init("getInventory", list: .inventory, isCacheable: true) { $0.getInventory }),
        .get(
            "/V1/Products/{productId}/{skuId}",
            .init("getProductDetails", isCacheable: true) { $0.getProductDetails }),
        .get(
            "/V1/Products/{productId}/{skuId}/LocalizedDetails/{language}",
            .init("getLocalizedProductDetails", isCacheable: true) { $0.getLocalizedProductDetails }
        ),
        .post(
            "/V1/Products/{productId}/{skuId}/OfflineLicense/{contentId}",
            .init("getOfflineLicense") { $0.getOfflineLicense }),
        .get(
            "/V1/Products/{productId}/{skuId}/Packages",
            .init("getProductPackages") { $0.getProductPackages }),
        .get(
            "/V1/Products/{productId}/{skuId}/Packages/{packageId}",
            .init("getProductPackage") { $0.getProductPackage }),
        .get(
            "/V1/Inventory/{productId}/{skuId}/Seats",
            .init("listSeats", list: .seatsOfProduct, isCacheable: true) { $0.listSeats }),
        .get(
            "/V1/Inventory/{productId}/{skuId}/Seats/{username}",
            .init("getSeat", isCacheable: true) { $0.getSeat }),
        .post(
            "/V1/Inventory/{productId}/{skuId}/Seats/{username}",
            .init("assignSeat") { $0.assignSeat }),
        // The page said POST until 2019. Docs issue #1252 and the PowerShell client say DELETE.
        .delete(
            "/V1/Inventory/{productId}/{skuId}/Seats/{username}",
            .init("reclaimSeat") { $0.reclaimSeat }),
        .post(
            "/V1/Inventory/{productId}/{skuId}/Seats",
            .init("assignSeatsInBulk") { $0.assignSeatsInBulk }),
        .get(
            "/V1/Users/{username}/Seats",
            .init("listSeatsOfUser", list: .seatsOfUser, isCacheable: true) { $0.listSeatsOfUser }),
        // On no page of the reference; Microsoft's own instructions print its answer.
        .get(
            "/V1/public/catalog/Retail/Products/{productId}/applockerdata",
            .init("getAppLockerData", for: .anybody, isCacheable: true) { $0.getAppLockerData }),
        // Our own: the real service names a host that only delivers.
        .get(
            packageContents + "/{productId}/{skuId}/{packageId}",
            .init("downloadPackage", for: .anybody) { $0.downloadPackage }),
    ])

    /// Where the packages are served that a seed gives no location.
    static let packageContents = "/V1/public/packages"

    let world: World
    /// The caller's organization; nil if authentication is open.
    private var organization: Int64?
    package var pageForm: PageForm?

    package init(in world: World) {
        self.world = world
    }

    package func admitting(_ request: Request, to access: Access) throws -> StoreForBusiness {
        guard access == .managementTool else { return self }
        var api = self
        api.organization = try authorize(request)
        return api
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        let error: StoreError =
            allowed.map { .methodNotAllowed(request.method.rawValue, allowed: $0) }
            ?? .noSuchRoute(request.site + request.target.raw)
        return error.answer(formed: StoreErrorForm(world.quirks))
    }

    package func refusal(_ error: any Error, of request: Request) -> Answer {
        let form = StoreErrorForm(world.quirks)
        if let error = error as? StoreError { return error.answer(formed: form) }
        return refusal(of: error, to: request)
            ?? StoreError.failure("\(error)").answer(formed: form)
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        let form = StoreErrorForm(world.quirks)
        guard status == .methodNotAllowed else {
            return StoreError.response(of: status, formed: form)
        }
        return StoreError.methodNotAllowed(
            request.method.rawValue, allowed: Self.router.otherMethods(than: request)
        ).answer(formed: form).response
    }

    func ledger(_ store: Connection) -> Ledger {
        Ledger(store, of: organization)
    }
}

extension Operation<StoreForBusiness> {
    /// An operation for the management tools of an organization.
    fileprivate init(
        _ name: String, list: List? = nil, isCacheable: Bool = false, _ action: @escaping Action
    ) {
        self.init(name, for: .managementTool, list: list, isCacheable: isCacheable, action)
    }
}
