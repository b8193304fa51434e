package import Emulation
package import HTTP
package import HTTPTypes
internal import SQLite

/// The management API of Microsoft Store for Business, `https://bspmts.mp.microsoft.com/V1`.
package struct StoreForBusiness: SeededAPI, RoutedAPI {
    package static let name = "store"
    package static let prefixes: [PathPrefix] = ["/V1"]
    package static let rules = StoreRule.all
    package static let quirks: [any Quirk.Type] = [
        StoreErrorData.self, StoreErrorMembers.self, StoreMaxResults.self, StoreObjectID.self,
        StoreNotActivated.self,
        StoreRequestBody.self,
    ]
    package static let seedMember = "storeForBusiness"
    package static let schema = String(decoding: PackageResources.Schema_sql, as: UTF8.self)

    private typealias Action =
        @Sendable (StoreForBusiness) -> (Request, Parameters) throws -> Answer

    /// What a route calls.
    private struct Operation: Sendable {
        let name: String
        let action: Action
        /// Whether nobody is asked for a token.
        private(set) var isAnonymous = false
        /// Whether it answers a page of a list.
        private(set) var isPaged = false

        init(_ name: String, _ action: @escaping Action) {
            self.name = "store.\(name)"
            self.action = action
        }

        static func anonymous(_ name: String, _ action: @escaping Action) -> Operation {
            var operation = Operation(name, action)
            operation.isAnonymous = true
            return operation
        }

        static func paged(_ name: String, _ action: @escaping Action) -> Operation {
            var operation = Operation(name, action)
            operation.isPaged = true
            return operation
        }
    }

    private static let router = Router<Operation>([
        .get("/V1/Inventory", .paged("getInventory") { $0.getInventory }),
        .get(
            "/V1/Products/{productId}/{skuId}",
            .init("getProductDetails") { $0.getProductDetails }),
        .get(
            "/V1/Products/{productId}/{skuId}/LocalizedDetails/{language}",
            .init("getLocalizedProductDetails") { $0.getLocalizedProductDetails }),
        .post(
            "/V1/Products/{productId}/{skuId}/OfflineLicense/{contentId}",
            .init("getOfflineLicense") { $0.getOfflineLicense }),
        .get(
            "/V1/Products/{productId}/{skuId}/Packages",
            .init("getProductPackages") { $0.getProductPackages }),
        .get(
            "/V1/Products/{productId}/{skuId}/Packages/{packageId}",
            .init("getProductPackage") { $0.getProductPackage }),
        .get("/V1/Inventory/{productId}/{skuId}/Seats", .paged("listSeats") { $0.listSeats }),
        .get("/V1/Inventory/{productId}/{skuId}/Seats/{username}", .init("getSeat") { $0.getSeat }),
        .post(
            "/V1/Inventory/{productId}/{skuId}/Seats/{username}",
            .init("assignSeat") { $0.assignSeat }),
        // The page says POST until 2019; docs issue #1252 and the PowerShell client say DELETE.
        .delete(
            "/V1/Inventory/{productId}/{skuId}/Seats/{username}",
            .init("reclaimSeat") { $0.reclaimSeat }),
        .post(
            "/V1/Inventory/{productId}/{skuId}/Seats",
            .init("assignSeatsInBulk") { $0.assignSeatsInBulk }),
        .get("/V1/Users/{username}/Seats", .paged("listSeatsOfUser") { $0.listSeatsOfUser }),
        // On no page of the reference; Microsoft's own instructions print its answer.
        .get(
            "/V1/public/catalog/Retail/Products/{productId}/applockerdata",
            .anonymous("getAppLockerData") { $0.getAppLockerData }),
    ])

    package static let table = router.table
    package static let operations = router.routes.map(\.action.name)

    internal let world: World
    /// The caller's; nil where nobody is asked who they are.
    private var organization: Int64?

    package init(in world: World) {
        self.world = world
    }

    package func perform(_ number: Int, _ request: Request, _ path: Parameters) -> Answer {
        let operation = Self.router.routes[number].action
        var answer = answering(request) {
            var api = self
            if !operation.isAnonymous { api.organization = try authorize(request) }
            return try operation.action(api)(request, path)
        }
        answer.isLasting =
            request.method == .get && answer.response.status == .ok
            && (answer.page?.next == nil || world.hasLastingTokens)
        return answer
    }

    package func admits(_ request: Request) -> Bool {
        guard case .route(let number, _) = Self.table.match(request) else { return false }
        guard !Self.router.routes[number].action.isAnonymous else { return true }
        do {
            _ = try authorize(request)
            return true
        } catch {
            return false
        }
    }

    package func page(_ number: Int, _ request: Request) -> AskedPage? {
        let isPaged = Self.router.routes[number].action.isPaged
        return isPaged ? PageToken.askedPage(request, in: world) : nil
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        answering(request) {
            guard let allowed else { throw StoreError.noSuchRoute(Self.uri(of: request)) }
            throw StoreError.methodNotAllowed(request.method.rawValue, allowed: allowed)
        }
    }

    /// Words what is refused.
    private func answering(_ request: Request, _ body: () throws -> Answer) -> Answer {
        do {
            return try body()
        } catch let error as StoreError {
            return error.answer(formed: StoreErrorForm(world.quirks))
        } catch {
            return refusal(of: error, to: request)
                ?? StoreError.failure("\(error)").answer(formed: StoreErrorForm(world.quirks))
        }
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        let form = StoreErrorForm(world.quirks)
        guard status == .methodNotAllowed else {
            return StoreError.response(of: status, formed: form)
        }
        return StoreError.methodNotAllowed(
            request.method.rawValue, allowed: Self.table.otherMethods(than: request)
        ).answer(formed: form).response
    }

    internal func ledger(_ store: Connection) -> Ledger {
        Ledger(store, of: organization)
    }

    /// The URI as ASP.NET words it: with the authority that the client used.
    private static func uri(of request: Request) -> String {
        "http://\(request.headerFields[.host] ?? "localhost")\(request.target.raw)"
    }
}
