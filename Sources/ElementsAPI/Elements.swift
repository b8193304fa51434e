package import Emulation
package import HTTP
internal import HTTPTypes

/// AvePoint's partner API, `https://graph.avepointonlineservices.com/partner/external/v3`.
package struct Elements: API {
    package static let name = "elements"
    package static let prefixes = ["partner"]
    package static let rules = ElementsRule.all
    package static let quirks: [any Quirk.Type] = [
        LicenseAssignedStatusEffect.self, RequestBody.self, NumericStrings.self, ErrorBody.self,
        PageSizeLimit.self,
    ]
    package static let seedMember = "elements"
    package static let schema = String(decoding: PackageResources.Schema_sql, as: UTF8.self)

    internal typealias Action = @Sendable (Elements) -> (Request, Parameters) throws -> Answer

    private static let general = "/partner/external/v3/general"

    private static let router = Router<Action>([
        // Since 2025-10-08 the service has this as …/tenants/batch; the seed document has it here.
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/users",
            { $0.retrieveTenantUserSeats }),
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch",
            { $0.retrieveTenantSeats }),
        .get(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/overview",
            { $0.retrieveSeatOverview }),
        .post("\(general)/customers/batch", { $0.retrieveCustomers }),
    ])

    package static let routes = router.routes.map { "\($0.method) \($0.pattern)" }

    internal let world: World

    package init(in world: World) {
        self.world = world
    }

    package func respond(to request: Request) -> Answer {
        var answer = answer(to: request)
        if let name = HTTPField.Name("request-id") {
            answer.response.headerFields[name] = world.identifiers.guid()
        }
        return answer
    }

    private func answer(to request: Request) -> Answer {
        do {
            switch Self.router.match(request) {
            case .route(let route, let parameters):
                return try route.action(self)(request, parameters)
            case .otherMethods(let allowed):
                throw ElementsError.methodNotAllowed(request.method.rawValue, allowed: allowed)
            case .none:
                throw ElementsError.noSuchRoute(String(request.target.path))
            }
        } catch let error as ElementsError {
            return error.answer(in: world)
        } catch {
            preconditionFailure("the store failed: \(error)")
        }
    }
}
