package import Emulation
package import HTTP
internal import HTTPTypes
internal import SQLite

/// AvePoint's partner API, `https://graph.avepointonlineservices.com/partner/external/v3`.
package struct Elements: API {
    package static let name = "elements"
    package static let prefixes = ["partner"]
    package static let rules = ElementsRule.all
    package static let quirks: [any Quirk.Type] = [
        LicenseAssignedStatusEffect.self, RequestBody.self, NumericStrings.self, ErrorBody.self,
        PageSizeLimit.self, ExpirationDateForm.self,
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
        .get(
            "\(general)/customers/{customerId}/avpt-products/type/{productType}/overview",
            { $0.retrieveProductOverview }),
        .post("\(general)/customers/services/batch", { $0.retrieveServices }),
        .post("\(general)/customers/{customerId}/services", { $0.addService }),
        .post("\(general)/customers/batch", { $0.retrieveCustomers }),
        .post("\(general)/customers", { $0.onboardCustomer }),
        .post(
            "\(general)/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch",
            { $0.retrieveProtectedUsers }),
        .get(
            "\(general)/customers/{customerId}/cloud-backup-m365/overview",
            { $0.retrieveBackupOverview }),
        .post(
            "\(general)/customers/{customerId}/avpt-products/jobs/batch", { $0.retrieveJobs }),
        .post(
            "\(general)/customers/{customerId}/scan-profiles/batch", { $0.retrieveScanProfiles }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}",
            { $0.retrieveScanProfile }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}/changes",
            { $0.retrieveScanProfileChanges }),
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

    internal func ledger(_ store: Connection) -> Ledger {
        Ledger(store)
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
            return ElementsError.failure("\(error)").answer(in: world)
        }
    }
}
