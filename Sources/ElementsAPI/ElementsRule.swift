package import Emulation

/// The rules of this API.
package enum ElementsRule {
    static let route = Rule(
        "elements.route",
        "The server returns 404 with the error envelope when no operation has the path.", .inferred,
        source: "Use AvePoint Graph API, status code 404; the body is chosen",
        quirk: ErrorBody.self)
    static let method = Rule(
        "elements.method",
        "The server returns 405 when the path is known but the method is not. HEAD is one of these "
            + "methods. Allow lists the declared methods.", .chosen,
        source: "ASP.NET Core's habit, whose actions are declared for GET alone or POST alone; "
            + "nothing documents it.",
        quirk: ErrorBody.self)
    static let failure = Rule(
        "elements.failure",
        "The server returns 500 when its own store fails and no other rule applies.", .documented,
        source: "Use AvePoint Graph API, status code 500; the body is chosen",
        quirk: ErrorBody.self)
    static let token = Rule(
        "elements.token",
        "The server returns 401 without content unless the request carries a token that was issued "
            + "here for this API and is valid now.", .documented,
        source: "Status code 401; the form is that of ASP.NET Core's JwtBearer, inferred",
        quirk: AuthErrorBody.self)
    static let permission = Rule(
        "elements.permission",
        "The server returns 403 without content when the token lacks the permission that the "
            + "operation's page names.", .documented,
        source: "Status code 403; each operation names one permission",
        quirk: ReadWriteImpliesRead.self)
    static let customerScope = Rule(
        "elements.customer-scope",
        "The server returns 403 when the customer is outside the application's customers. Lists "
            + "leave such customers out.", .chosen,
        source: "Applications have a customer scope; nothing says what lies outside.",
        quirk: AuthErrorBody.self)
    static let type = Rule(
        "elements.type",
        "The server returns 400 naming type when the tenant type is not 0, 1, 2 or 3.", .chosen,
        source:
            "Retrieve Customer Tenant User Seats names four types; 400 is for invalid parameters.",
        quirk: ErrorBody.self)
    static let requestBody = Rule(
        "elements.request-body",
        "The content may be absent, empty, null or an object. Unknown members are ignored. The "
            + "server reads UTF-16 when the charset or the byte order mark says so.", .inferred,
        source:
            "Retrieve Customer Tenant User Seats: its one member is optional, its sample has none",
        quirk: RequestBody.self)
    static let contentEncoding = Rule(
        "elements.content-encoding",
        "The server returns 415 when the Content-Encoding is not identity.", .chosen,
        source: "A stock ASP.NET Core controller decodes nothing; nothing documents what it says.",
        quirk: ErrorBody.self)
    static let requiredBody = Rule(
        "elements.request-body.required",
        "The server returns 400 when the content is absent. It returns 415 when the content is not "
            + "declared as JSON, or its charset is neither UTF-8 nor UTF-16.", .chosen,
        source: "A stock ASP.NET Core controller's answers; nothing documents them.",
        quirk: RequestBody.self)
    /// The source for each of the settings of licenseAssignedStatus.
    private static let statusSource =
        "The page says that it specifies the type of seats, not what that changes; the operation's "
        + "first version, of 2025-09-11, let it choose the field of the seat."

    static let licenseAssignedStatus = Rule(
        "elements.license-assigned-status",
        "The server returns 400 naming licenseAssignedStatus when it is neither 0 nor 1.",
        .documented,
        source: "Retrieve Customer Tenant User Seats: 0 available, 1 assigned; 400 is for invalid "
            + "parameters")
    static let numericStrings = Rule(
        "elements.numeric-strings",
        "The server reads a number that is written as a string. With the quirk it returns 400 "
            + "instead.", .inferred,
        source: "ASP.NET Core's JSON defaults read quoted numbers, and samples of a sister family "
            + "send them.",
        quirk: NumericStrings.self)
    static let unknownCustomer = Rule(
        "elements.unknown-customer", "The server returns 404 when the customer does not exist.",
        .chosen,
        source: "Status code 404 is listed since October 2025; no operation says when it comes.",
        quirk: ErrorBody.self)
    static let noTenants = Rule(
        "elements.no-tenants",
        "The server returns 200 with [] when the customer has no tenants of the type.", .inferred,
        source: "Sister operations answer empty lists and zeros, never 404.")
    static let userSeats = Rule(
        "elements.user-seats",
        "The answer is a bare array with one element per tenant of the type. Each element has both "
            + "numbers. The assigned number counts licences, not users, and may exceed the "
            + "available number.", .documented,
        source:
            "Retrieve Customer Tenant User Seats, Response and Response Sample; AvePoint's user "
            + "guide counts 200 E5 and 800 E3 as 1,000, also where 100 users hold both.")
    static let projectedUserSeats = Rule(
        "elements.user-seats.project",
        "licenseAssignedStatus chooses the field. The other number prints as 0, or as "
            + "elements.licenseAssignedStatus says.", .chosen,
        source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let ignoredStatus = Rule(
        "elements.user-seats.ignore",
        "licenseAssignedStatus changes nothing, as elements.licenseAssignedStatus=ignore says.",
        .chosen, source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let nulledUserSeats = Rule(
        "elements.user-seats.null",
        "licenseAssignedStatus chooses the field. The other number prints as null, as "
            + "elements.licenseAssignedStatus=null says.", .chosen,
        source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let filteredUserSeats = Rule(
        "elements.user-seats.rows",
        "licenseAssignedStatus chooses the tenants. The answer lists only tenants whose chosen "
            + "number is above 0, as elements.licenseAssignedStatus=rows says.", .chosen,
        source: statusSource, quirk: LicenseAssignedStatusEffect.self)

    static let page = Rule(
        "elements.page",
        "The server returns 400 naming the parameter when pageIndex or pageSize is less than 1 or "
            + "not an integer. A page holds up to 100 elements when pageSize is greater than 100. "
            + "A blank value counts as absent.", .chosen,
        source:
            "Paging: defaults 1 and 50, maximum 100; nothing says what lies outside. That blank "
            + "ones are absent is inferred from ASP.NET Core, which binds null to them.",
        quirk: PageSizeLimit.self)
    static let idList = Rule(
        "elements.id-list",
        "A list of ids is an array of strings or one string. An empty list filters nothing, and an "
            + "unknown id matches nothing.", .chosen,
        source: "The tables' types of these members contradict the samples and clients.")
    static let tenantSeats = Rule(
        "elements.tenant-seats",
        "The answer is a page of the tenants of the type with both numbers. A page beyond the end "
            + "is empty.", .documented,
        source: "Retrieve Customer Tenant User Seats since 2025-10-23; observed paging"
    )
    static let seatOverview = Rule(
        "elements.seat-overview",
        "The answer has the sums over the customer's tenants of the type.", .documented,
        source: "Its page of 2025-09-26 to 28; that the numbers are sums is inferred")
    static let customers = Rule(
        "elements.customers",
        "The answer is a page of the partner's customers with their Microsoft 365 tenants.",
        .documented,
        source: "Retrieve customers; that other tenants are left out is inferred from their names")

    static let customer = Rule(
        "elements.customer",
        "The answer is one customer, in the form that a page of customers has.", .documented,
        source: "Its page of 2025-09-15 to 26")

    static let productType = Rule(
        "elements.product-type",
        "The server returns 400 naming productType when no product has the number.", .chosen,
        source: "Retrieve product overview lists the types; 400 is for invalid parameters.",
        quirk: ErrorBody.self)
    static let productOverview = Rule(
        "elements.product-overview",
        "The answer has the number of seats or units of the product that the customer has "
            + "purchased. It is 0, not a 404, when the customer does not have the product.",
        .observed, source: "Live answers of 2025-12-12")
    static let services = Rule(
        "elements.services",
        "The answer is a page of customers, sorted by id, with their products. Every field is "
            + "text. expirationDate has the month first.", .observed,
        source: "Live answers of 2025-12-12", quirk: ExpirationDateForm.self)
    static let servicesInISO = Rule(
        "elements.services.iso",
        "The answer is the same page of customers, with expirationDate in ISO 8601.", .documented,
        source: "Retrieve services", quirk: ExpirationDateForm.self)
    static let customerServices = Rule(
        "elements.customer-services",
        "The answer is one customer with its products. expirationDate is yyyy/MM/dd, and "
            + "purchasedCapacity includes the protected capacity.", .documented,
        source: "Its page of 2025-09-15 to 26; that 0/1 GB is protected of purchased is inferred")
    static let addedService = Rule(
        "elements.add-service",
        "The server returns 200 with a status that tells the outcome. The next read shows what was "
            + "added.", .documented,
        source: "Add service; the words of the new row, and that a pool is needed, are chosen")
    static let serviceContent = Rule(
        "elements.add-service.content",
        "The server returns 400 naming the member when the content matches no documented variant.",
        .documented, source: "Add service: its variants; 400 is for invalid parameters")
    static let onboarding = Rule(
        "elements.onboard-customer",
        "The server returns 200 with a status that tells the outcome. The status is the seed's for "
            + "this account if it has one, and 5 when a customer already has the account.",
        .documented, source: "Onboard customer; that id is null without success is chosen")
    static let onboardingContent = Rule(
        "elements.onboard-customer.content",
        "The server returns 400 naming the member when a required member is missing or a member is "
            + "invalid.", .documented,
        source: "Onboard customer: required members; 400 is for invalid parameters")
    static let unknownTenant = Rule(
        "elements.unknown-tenant",
        "The server returns 404 when the customer does not have the Microsoft 365 tenant.", .chosen,
        source: "As an unknown customer; nothing says it.", quirk: ErrorBody.self)
    static let protectedUsers = Rule(
        "elements.protected-users",
        "The answer is a page of the tenant's users with what is protected of each.", .documented,
        source: "Retrieve users protected status")
    static let backupOverview = Rule(
        "elements.backup-overview",
        "The answer is a page of the customer's backup modules. It is empty when the customer has "
            + "no backup.", .observed,
        source: "Live answers of 2025-12-12; customer being the owner's address is inferred from "
            + "Retrieve services")
    static let jobs = Rule(
        "elements.jobs", "The answer is a page of the customer's jobs of the type and the module.",
        .documented, source: "Retrieve jobs; its values are observed")
    static let jobFilter = Rule(
        "elements.jobs.filter",
        "The server returns 400 naming the member when jobType or jobModule is not a documented "
            + "number.", .documented,
        source: "Retrieve jobs: the numbers; 400 is for invalid parameters")
    static let scanProfiles = Rule(
        "elements.scan-profiles", "The answer is a page of the customer's scan profiles.",
        .documented, source: "Retrieve scan profiles")
    static let scanProfile = Rule(
        "elements.scan-profile", "The answer is one scan profile.", .documented,
        source: "Retrieve scan profile details; the order of the members is chosen")
    static let scanProfileChanges = Rule(
        "elements.scan-profile-changes",
        "The answer lists what the latest scans of the profile changed.", .documented,
        source: "Retrieve scan profile changes")
    static let unknownScanProfile = Rule(
        "elements.unknown-scan-profile",
        "The server returns 404 when the customer does not have the scan profile.", .chosen,
        source: "As an unknown customer; nothing says it.", quirk: ErrorBody.self)

    package static let all = [
        route, method, failure, token, permission, customerScope, type, requestBody,
        contentEncoding, requiredBody, licenseAssignedStatus, numericStrings, unknownCustomer,
        noTenants, userSeats, projectedUserSeats, ignoredStatus, nulledUserSeats, filteredUserSeats,
        page, idList, tenantSeats, seatOverview, customers, customer, productType, productOverview,
        services, servicesInISO, customerServices, addedService, serviceContent, onboarding,
        onboardingContent, unknownTenant, protectedUsers, backupOverview, jobs, jobFilter,
        scanProfiles, scanProfile, scanProfileChanges, unknownScanProfile,
    ]
}
