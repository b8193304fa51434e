package import Emulation
package import HTTP
package import HTTPTypes
internal import SQLite

/// AvePoint's partner API, `https://graph.avepointonlineservices.com/partner/external/v3`.
package struct Elements: SeededAPI, RoutedAPI {
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
    private struct Operation: Sendable {
        let name: String
        let permission: Permission
        /// Whether it answers alike as long as the data does not change.
        let isLasting: Bool
        /// Whether it answers a page of a list.
        let isPaged: Bool
        let action: @Sendable (Elements) -> (Request, Parameters) throws -> Answer

        init(
            _ name: String, _ permission: Permission, isLasting: Bool = false,
            isPaged: Bool = false,
            _ action: @escaping @Sendable (Elements) -> (Request, Parameters) throws -> Answer
        ) {
            self.name = "elements.\(name)"
            self.permission = permission
            self.isLasting = isLasting
            self.isPaged = isPaged
            self.action = action
        }
    }

    private static let general = "/partner/external/v3/general"

    private static let router = Router<Operation>([
        // Since 2025-10-08 the service has this as …/tenants/batch; the seed document has it here.
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/users",
            .init("retrieveTenantUserSeats", .licenseRead, isLasting: true) {
                $0.retrieveTenantUserSeats
            }),
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch",
            .init("retrieveTenantSeats", .licenseRead, isLasting: true, isPaged: true) {
                $0.retrieveTenantSeats
            }),
        .get(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/overview",
            .init("retrieveSeatOverview", .licenseRead, isLasting: true) {
                $0.retrieveSeatOverview
            }),
        .get(
            "\(general)/customers/{customerId}/avpt-products/type/{productType}/overview",
            .init("retrieveProductOverview", .licenseRead) { $0.retrieveProductOverview }),
        .post(
            "\(general)/customers/services/batch",
            .init("retrieveServices", .licenseRead, isPaged: true) { $0.retrieveServices }),
        // Withdrawn on 2025-09-26, eleven days after it was published, as one of one customer was.
        .get(
            "\(general)/customers/{customerId}/services",
            .init("retrieveCustomerServices", .licenseRead) { $0.retrieveCustomerServices }),
        .post(
            "\(general)/customers/{customerId}/services",
            .init("addService", .licenseReadWrite) { $0.addService }),
        .post(
            "\(general)/customers/batch",
            .init("retrieveCustomers", .customersRead, isPaged: true) { $0.retrieveCustomers }),
        .get(
            "\(general)/customers/{customerId}",
            .init("retrieveCustomer", .customersRead) { $0.retrieveCustomer }),
        .post(
            "\(general)/customers",
            .init("onboardCustomer", .customersReadWrite) { $0.onboardCustomer }),
        .post(
            "\(general)/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch",
            .init("retrieveProtectedUsers", .protectedRead, isPaged: true) {
                $0.retrieveProtectedUsers
            }),
        .get(
            "\(general)/customers/{customerId}/cloud-backup-m365/overview",
            .init("retrieveBackupOverview", .protectedRead, isPaged: true) {
                $0.retrieveBackupOverview
            }),
        .post(
            "\(general)/customers/{customerId}/avpt-products/jobs/batch",
            .init("retrieveJobs", .jobsRead, isPaged: true) { $0.retrieveJobs }),
        .post(
            "\(general)/customers/{customerId}/scan-profiles/batch",
            .init("retrieveScanProfiles", .scanProfilesRead, isPaged: true) {
                $0.retrieveScanProfiles
            }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}",
            .init("retrieveScanProfile", .scanProfilesRead) { $0.retrieveScanProfile }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}/changes",
            .init("retrieveScanProfileChanges", .scanProfilesRead) { $0.retrieveScanProfileChanges }
        ),
    ])

    package static let table = router.table
    package static let operations = router.routes.map(\.action.name)

    internal let world: World
    /// The customers that whoever asks may see.
    private var customers = CustomerScope.all

    package init(in world: World) {
        self.world = world
    }

    package func perform(_ number: Int, _ request: Request, _ path: Parameters) -> Answer {
        let operation = Self.router.routes[number].action
        var answer = answering(request) {
            var api = self
            api.customers = try authorize(request, for: operation.permission)
            return try operation.action(api)(request, path)
        }
        answer.isLasting = operation.isLasting && answer.response.status == .ok
        return answer
    }

    package func admits(_ request: Request) -> Bool {
        guard case .route(let number, _) = Self.table.match(request) else { return false }
        do {
            _ = try authorize(request, for: Self.router.routes[number].action.permission)
            return true
        } catch {
            return false
        }
    }

    package func page(_ number: Int, _ request: Request) -> AskedPage? {
        Self.router.routes[number].action.isPaged ? Self.askedPage(request) : nil
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        answering(request) {
            guard let allowed else {
                throw ElementsError.noSuchRoute(request.target)
            }
            throw ElementsError.methodNotAllowed(request.method.rawValue, allowed: allowed)
        }
    }

    package func identify(_ response: inout Response, for request: Request) {
        response.headerFields.append(
            HTTPField(name: .requestID, value: world.identifiers.guid()))
    }

    /// Words what is refused.
    private func answering(_ request: Request, _ body: () throws -> Answer) -> Answer {
        do {
            return try body()
        } catch let error as ElementsError {
            return error.answer(in: world)
        } catch {
            return refusal(of: error, to: request)
                ?? ElementsError.failure("\(error)").answer(in: world)
        }
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        var response = ElementsError.response(of: status, in: world)
        nameMethods(besides: request, in: &response)
        return response
    }

    internal func ledger(_ store: Connection) -> Ledger {
        Ledger(store, showing: customers)
    }
}

extension HTTPField.Name {
    fileprivate static let requestID = HTTPField.Name("request-id")!
}
