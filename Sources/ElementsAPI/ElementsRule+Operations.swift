package import Emulation

extension ElementsRule {
    /// The rules that can decide an answer to each operation, those of its caller first.
    package static let byOperation: [String: [Rule]] = [
        "retrieveTenantUserSeats": ofCustomer
            + [
                userSeats, projectedUserSeats, ignoredStatus, nulledUserSeats, filteredUserSeats,
                noTenants, type, licenseAssignedStatus, numericStrings,
            ] + content,
        "retrieveTenantSeats": ofCustomer + [tenantSeats, type, page, idList] + content,
        "retrieveSeatOverview": ofCustomer + [seatOverview, type],
        "retrieveProductOverview": ofCustomer + [productOverview, productType],
        "retrieveServices": caller + [services, servicesInISO, page, idList] + content,
        "retrieveCustomerServices": ofCustomer + [customerServices],
        "addService": ofCustomer + [addedService, serviceContent, numericStrings] + content,
        "retrieveCustomers": caller + [customers, page, idList] + content,
        "retrieveCustomer": ofCustomer + [customer],
        "onboardCustomer": caller
            + [onboarding, onboardingContent, numericStrings] + content,
        "retrieveProtectedUsers": ofCustomer
            + [protectedUsers, unknownTenant, page, idList] + content,
        "retrieveBackupOverview": ofCustomer + [backupOverview, page],
        "retrieveJobs": ofCustomer + [jobs, jobFilter, page, numericStrings] + content,
        "retrieveScanProfiles": ofCustomer + [scanProfiles, page, idList] + content,
        "retrieveScanProfile": ofCustomer + [scanProfile, unknownScanProfile],
        "retrieveScanProfileChanges": ofCustomer + [scanProfileChanges, unknownScanProfile],
    ]

    private static let caller = [token, permission]
    private static let ofCustomer = caller + [customerScope, unknownCustomer]
    /// A quirk can require content for every operation that reads it.
    private static let content = [requestBody, requiredBody, contentEncoding]
}
