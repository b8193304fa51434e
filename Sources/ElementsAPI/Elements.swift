package import Emulation
package import HTTP
internal import HTTPTypes
internal import SQLite

/// AvePoint's partner API, `https://graph.avepointonlineservices.com/partner/external/v3`.
package struct Elements: SeededAPI {
    package static let name = "elements"
    package static let prefixes: [PathPrefix] = ["/partner"]
    package static let rules = ElementsRule.all
    package static let quirks: [any Quirk.Type] = [
        LicenseAssignedStatusEffect.self, RequestBody.self, NumericStrings.self, ErrorBody.self,
        PageSizeLimit.self, ExpirationDateForm.self, ReadWriteImpliesRead.self,
        AuthErrorBody.self,
    ]
    package static let seedMember = "elements"
    package static let schema = String(decoding: PackageResources.Schema_sql, as: UTF8.self)

    /// What a route calls, and the permission that its page names.
    internal struct Operation: Sendable {
        let permission: Permission
        let action: @Sendable (Elements) -> (Request, Parameters) throws -> Answer

        static func needing(
            _ permission: Permission,
            _ action: @escaping @Sendable (Elements) -> (Request, Parameters) throws -> Answer
        ) -> Operation {
            Operation(permission: permission, action: action)
        }
    }

    private static let general = "/partner/external/v3/general"

    private static let router = Router<Operation>([
        // Since 2025-10-08 the service has this as …/tenants/batch; the seed document has it here.
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/users",
            .needing(.licenseRead) { $0.retrieveTenantUserSeats }),
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch",
            .needing(.licenseRead) { $0.retrieveTenantSeats }),
        .get(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/overview",
            .needing(.licenseRead) { $0.retrieveSeatOverview }),
        .get(
            "\(general)/customers/{customerId}/avpt-products/type/{productType}/overview",
            .needing(.licenseRead) { $0.retrieveProductOverview }),
        .post(
            "\(general)/customers/services/batch", .needing(.licenseRead) { $0.retrieveServices }),
        .post(
            "\(general)/customers/{customerId}/services",
            .needing(.licenseReadWrite) { $0.addService }),
        .post("\(general)/customers/batch", .needing(.customersRead) { $0.retrieveCustomers }),
        .post("\(general)/customers", .needing(.customersReadWrite) { $0.onboardCustomer }),
        .post(
            "\(general)/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch",
            .needing(.protectedRead) { $0.retrieveProtectedUsers }),
        .get(
            "\(general)/customers/{customerId}/cloud-backup-m365/overview",
            .needing(.protectedRead) { $0.retrieveBackupOverview }),
        .post(
            "\(general)/customers/{customerId}/avpt-products/jobs/batch",
            .needing(.jobsRead) { $0.retrieveJobs }),
        .post(
            "\(general)/customers/{customerId}/scan-profiles/batch",
            .needing(.scanProfilesRead) { $0.retrieveScanProfiles }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}",
            .needing(.scanProfilesRead) { $0.retrieveScanProfile }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}/changes",
            .needing(.scanProfilesRead) { $0.retrieveScanProfileChanges }),
    ])

    package static let routes = router.routes.map { "\($0.method) \($0.pattern)" }

    internal let world: World
    /// The customers that whoever asks may see.
    private var customers = CustomerScope.all

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
        Ledger(store, showing: customers)
    }

    private func answer(to request: Request) -> Answer {
        do {
            switch Self.router.match(request) {
            case .route(let route, let parameters):
                var api = self
                api.customers = try authorize(request, for: route.action.permission)
                return try route.action.action(api)(request, parameters)
            case .otherMethods(let allowed):
                throw ElementsError.methodNotAllowed(request.method.rawValue, allowed: allowed)
            case .none:
                throw ElementsError.noSuchRoute(String(request.target.path))
            }
        } catch let error as ElementsError {
            return error.answer(in: world)
        } catch let full as WorldFull {
            return Answer(Problem(full).response, by: WorldRule.full)
        } catch {
            return ElementsError.failure("\(error)").answer(in: world)
        }
    }
}
