/// The permissions of an application at AvePoint: the scopes of its reference.
package enum Permission: String, CaseIterable, Sendable {
    case customersRead = "elements.customers.read.all"
    case customersReadWrite = "elements.customers.readwrite.all"
    case licenseRead = "elements.license.read.all"
    case licenseReadWrite = "elements.license.readwrite.all"
    case protectedRead = "elements.cbprotected.read.all"
    case jobsRead = "elements.jobs.read.all"
    case scanProfilesRead = "elements.scanprofiles.read.all"

    // Permissions of API families that are not emulated. An application may still have them.
    case baselineRead = "elements.bm.baseline.read.all"
    case baselineReadWrite = "elements.bm.baseline.readwrite.all"
    case baselineTenantRead = "elements.bm.tenant.read.all"
    case baselineTenantReadWrite = "elements.bm.tenant.readwrite.all"
    case riskRead = "elements.rm.read.all"
    case userRead = "elements.um.user.read.all"
    case userReadWrite = "elements.um.user.readwrite.all"
    case workspaceRead = "elements.wm.read.all"
    case cloudManagementRead = "elements.cm.read.all"
    case storageManagementRead = "elements.sm.read.all"
    case reportRead = "elements.report.read.all"
    case resellerLicenseRead = "elements.t2.license.read.all"
    case resellerLicenseReadWrite = "elements.t2.license.readwrite.all"
    case resellersRead = "elements.t2.resellers.read.all"
    case resellerReportRead = "elements.t2.report.read.all"
    case oldCustomersRead = "partner.customers.read.all"
    case oldLicenseRead = "partner.license.read.all"
    case oldJobsRead = "partner.jobs.read.all"
    case oldProtectedRead = "partner.cbprotected.read.all"
    case oldScanProfilesRead = "partner.scanprofiles.read.all"

    /// The permission to read and write what this permission reads.
    package var readWrite: Permission? {
        Permission(rawValue: rawValue.replacing(".read.", with: ".readwrite."))
    }
}
