import JSON

extension Seed {
    /// An application that signs in.
    public struct Application: Sendable, JSONValue {
        /// A scope of AvePoint. Those of API families that are not emulated are known, too.
        public enum Permission: String, CaseIterable, Sendable, JSONValue {
            /// To read customers.
            case customersRead = "elements.customers.read.all"
            /// To read and write customers.
            case customersReadWrite = "elements.customers.readwrite.all"
            /// To read licences.
            case licenseRead = "elements.license.read.all"
            /// To read and write licences.
            case licenseReadWrite = "elements.license.readwrite.all"
            /// To read protected objects.
            case protectedRead = "elements.cbprotected.read.all"
            /// To read jobs.
            case jobsRead = "elements.jobs.read.all"
            /// To read scan profiles.
            case scanProfilesRead = "elements.scanprofiles.read.all"
            /// To read baselines.
            case baselineRead = "elements.bm.baseline.read.all"
            /// To read and write baselines.
            case baselineReadWrite = "elements.bm.baseline.readwrite.all"
            /// To read the tenants of baselines.
            case baselineTenantRead = "elements.bm.tenant.read.all"
            /// To read and write the tenants of baselines.
            case baselineTenantReadWrite = "elements.bm.tenant.readwrite.all"
            /// To read risks.
            case riskRead = "elements.rm.read.all"
            /// To read users.
            case userRead = "elements.um.user.read.all"
            /// To read and write users.
            case userReadWrite = "elements.um.user.readwrite.all"
            /// To read workspaces.
            case workspaceRead = "elements.wm.read.all"
            /// To read cloud management.
            case cloudManagementRead = "elements.cm.read.all"
            /// To read storage management.
            case storageManagementRead = "elements.sm.read.all"
            /// To read reports.
            case reportRead = "elements.report.read.all"
            /// To read the licences of resellers.
            case resellerLicenseRead = "elements.t2.license.read.all"
            /// To read and write the licences of resellers.
            case resellerLicenseReadWrite = "elements.t2.license.readwrite.all"
            /// To read resellers.
            case resellersRead = "elements.t2.resellers.read.all"
            /// To read the reports of resellers.
            case resellerReportRead = "elements.t2.report.read.all"
            /// To read customers, under its earlier name.
            case oldCustomersRead = "partner.customers.read.all"
            /// To read licences, under its earlier name.
            case oldLicenseRead = "partner.license.read.all"
            /// To read jobs, under its earlier name.
            case oldJobsRead = "partner.jobs.read.all"
            /// To read protected objects, under its earlier name.
            case oldProtectedRead = "partner.cbprotected.read.all"
            /// To read scan profiles, under its earlier name.
            case oldScanProfilesRead = "partner.scanprofiles.read.all"
        }

        /// The customers that an application sees.
        public enum Customers: Sendable, JSONValue {
            /// All that there are.
            case all
            /// Those with these ids.
            case only([String])

            var form: JSON {
                switch self {
                case .all: "all"
                case .only(let ids): ids.form
                }
            }
        }

        /// The id that it signs in with.
        public var clientId: String
        /// Its secret; nil, if it has none.
        public var clientSecret: String?
        /// RSA certificates or public keys in PEM, with which it signs assertions.
        public var certificates: [String]
        /// What it may do at AvePoint.
        public var permissions: [Permission]
        /// The customers of AvePoint that it sees; all, if they are left out.
        public var customers: Customers
        /// The tenants whose Store has activated it, by their ids.
        public var storeForBusinessTenants: [String]

        /// Only `clientId` is necessary. What is left out has the default of a seed.
        public init(
            _ clientId: String, clientSecret: String? = nil, certificates: [String] = [],
            permissions: [Permission] = [], customers: Customers = .all,
            storeForBusinessTenants: [String] = []
        ) {
            self.clientId = clientId
            self.clientSecret = clientSecret
            self.certificates = certificates
            self.permissions = permissions
            self.customers = customers
            self.storeForBusinessTenants = storeForBusinessTenants
        }

        var form: JSON {
            .object(given: [
                "clientId": clientId, "clientSecret": clientSecret, "certificates": certificates,
                "permissions": permissions, "customers": customers,
                "storeForBusinessTenants": storeForBusinessTenants,
            ])
        }
    }
}
