package import Emulation
package import HTTP
package import HTTPTypes
import SQLite

/// AvePoint's partner API, `https://graph.avepointonlineservices.com/partner/external/v3`.
package struct Elements: SeededAPI, RoutedAPI {
    package static let name = "elements"
    package static let prefixes: [PathPrefix] = ["/partner"]
    /// The commercial cloud's, those of its data centers and of the other clouds: "Register an app"
    /// and "Overview".
    package static let hosts =
        ["graph.avepointonlineservices.com", "graphusgovapi.online15.net"]
        + [
            "au", "sg", "ca", "ne", "we", "fr", "de", "jp", "kr", "ch", "uk", "us", "uae", "za",
            "qa", "gov", "aos2", "gcp-au", "gcp-jp", "gcp-us", "gcp-we", "gcp-kr",
        ].map { "graph-\($0).avepointonlineservices.com" }
    package static let rules = ElementsRule.all
    package static let rulesByOperation = ElementsRule.byOperation
    package static let quirks: [any Quirk.Type] = [
        LicenseAssignedStatusEffect.self, RequestBody.self, NumericStrings.self, ErrorBody.self,
        PageSizeLimit.self, ExpirationDateForm.self, ReadWriteImpliesRead.self, AuthErrorBody.self,
    ]
    package static let subjects = [
        RequestSubject("customerId", from: "customerId"),
        RequestSubject("type", from: "type", "productType", isNumber: true),
    ]
    package static let permissions = Permission.allCases.map(\.rawValue)
    package static let audience: TokenAudience? = TokenAudience(
        issuer: "avepoint", "https://graph.avepointonlineservices.com")
    package static let openAPI: [UInt8]? = PackageResources.openapi_json
    package static let seedMember = "elements"
    package static let scope: ScopeMember? = ScopeMember(
        "customers", column: "customers", canBeAll: true)
    package static let schema = String(decoding: PackageResources.Schema_sql, as: UTF8.self)

    private static let general = "/partner/external/v3/general"

    package static let router = Router<Operation<Elements>>([
        // Since 2025-10-08 the service has this operation at …/tenants/batch. This is its earlier
        // path.
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/users",
            .init("retrieveTenantUserSeats", for: .licenseRead, isCacheable: true) {
                $0.retrieveTenantUserSeats
            }),
        .post(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch",
            .init("retrieveTenantSeats", for: .licenseRead, list: .tenants, isCacheable: true) {
                $0.retrieveTenantSeats
            }),
        .get(
            "\(general)/customers/{customerId}/3rd-party-products/type/{type}/overview",
            .init("retrieveSeatOverview", for: .licenseRead, isCacheable: true) {
                $0.retrieveSeatOverview
            }),
        .get(
            "\(general)/customers/{customerId}/avpt-products/type/{productType}/overview",
            .init("retrieveProductOverview", for: .licenseRead) { $0.retrieveProductOverview }),
        .post(
            "\(general)/customers/services/batch",
            .init("retrieveServices", for: .licenseRead, list: .services) { $0.retrieveServices }),
        // Withdrawn on 2025-09-26, eleven days after its publication, like the operation on one
        // customer.
        .get(
            "\(general)/customers/{customerId}/services",
            .init("retrieveCustomerServices", for: .licenseRead) { $0.retrieveCustomerServices }),
        .post(
            "\(general)/customers/{customerId}/services",
            .init("addService", for: .licenseReadWrite) { $0.addService }),
        .post(
            "\(general)/customers/batch",
            .init("retrieveCustomers", for: .customersRead, list: .customers) {
                $0.retrieveCustomers
            }),
        .get(
            "\(general)/customers/{customerId}",
            .init("retrieveCustomer", for: .customersRead) { $0.retrieveCustomer }),
        .post(
            "\(general)/customers",
            .init("onboardCustomer", for: .customersReadWrite) { $0.onboardCustomer }),
        .post(
            "\(general)/customers/{customerId}/tenants/{tenantId}/cloud-backup-m365/users/batch",
            .init("retrieveProtectedUsers", for: .protectedRead, list: .protectedUsers) {
                $0.retrieveProtectedUsers
            }),
        .get(
            "\(general)/customers/{customerId}/cloud-backup-m365/overview",
            .init("retrieveBackupOverview", for: .protectedRead, list: .backupModules) {
                $0.retrieveBackupOverview
            }),
        .post(
            "\(general)/customers/{customerId}/avpt-products/jobs/batch",
            .init("retrieveJobs", for: .jobsRead, list: .jobs) { $0.retrieveJobs }),
        .post(
            "\(general)/customers/{customerId}/scan-profiles/batch",
            .init("retrieveScanProfiles", for: .scanProfilesRead, list: .scanProfiles) {
                $0.retrieveScanProfiles
            }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}",
            .init("retrieveScanProfile", for: .scanProfilesRead) { $0.retrieveScanProfile }),
        .get(
            "\(general)/customers/{customerId}/scan-profiles/{profileId}/changes",
            .init("retrieveScanProfileChanges", for: .scanProfilesRead) {
                $0.retrieveScanProfileChanges
            }
        ),
    ])

    let world: World
    /// The customers that the caller may see.
    private var customers = ApplicationScope.all
    package var pageForm: PageForm?

    package init(in world: World) {
        self.world = world
    }

    package func admitting(_ request: Request, to permission: Permission) throws -> Elements {
        var api = self
        api.customers = try authorize(request, for: permission)
        return api
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        let error: ElementsError =
            allowed.map { .methodNotAllowed(request.method.rawValue, allowed: $0) }
            ?? .noSuchRoute(request.target)
        return error.answer(in: world)
    }

    package func identify(_ response: inout Response, for request: Request) {
        response.headerFields.append(
            HTTPField(name: .requestID, value: world.identifiers.guid()))
    }

    package func refusal(_ error: any Error, of request: Request) -> Answer {
        if let error = error as? ElementsError { return error.answer(in: world) }
        return refusal(of: error, to: request)
            ?? ElementsError.failure("\(error)").answer(in: world)
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        var response = ElementsError.response(of: status, in: world)
        nameMethods(besides: request, in: &response)
        return response
    }

    func ledger(_ store: Connection) -> Ledger {
        Ledger(store, showing: customers)
    }
}
