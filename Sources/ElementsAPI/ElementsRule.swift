package import Emulation

/// The rules of this API that an answer can rest on.
package enum ElementsRule {
    static let route = Rule(
        "elements.route", "A path that no operation has is a 404 with the error envelope.",
        .inferred, source: "Use AvePoint Graph API, status code 404; the body is chosen",
        quirk: ErrorBody.self)
    static let method = Rule(
        "elements.method",
        "A known path with another method, HEAD too, is a 405; Allow names the methods that are "
            + "declared.",
        .chosen,
        source: "ASP.NET Core's habit, whose actions are declared for GET alone or POST alone; "
            + "nothing documents it.",
        quirk: ErrorBody.self)
    static let failure = Rule(
        "elements.failure",
        "What the emulator's own store cannot do, and no other rule words, is a 500.",
        .documented, source: "Use AvePoint Graph API, status code 500; the body is chosen",
        quirk: ErrorBody.self)
    static let token = Rule(
        "elements.token",
        "Without a token that is ours, valid now and meant for this API it is a 401 without "
            + "content.",
        .documented,
        source: "Status code 401; the form is that of ASP.NET Core's JwtBearer, inferred",
        quirk: AuthErrorBody.self)
    static let permission = Rule(
        "elements.permission",
        "A token without the permission that the operation's page names is a 403 without content.",
        .documented,
        source: "Status code 403; each operation names one permission",
        quirk: ReadWriteImpliesRead.self)
    static let customerScope = Rule(
        "elements.customer-scope",
        "A customer outside the application's customers is a 403; lists leave them out.", .chosen,
        source: "Applications have a customer scope; nothing says what lies outside.",
        quirk: AuthErrorBody.self)
    static let type = Rule(
        "elements.type", "A tenant type that is not 0, 1, 2 or 3 is a 400 naming type.", .chosen,
        source:
            "Retrieve Customer Tenant User Seats names four types; 400 is for invalid parameters.",
        quirk: ErrorBody.self)
    static let requestBody = Rule(
        "elements.request-body",
        "The content may be absent, empty, null or an object, whose unknown members are ignored; "
            + "UTF-16 is read where its charset or its mark says so, and nothing else is.",
        .inferred,
        source:
            "Retrieve Customer Tenant User Seats: its one member is optional, its sample has none",
        quirk: RequestBody.self)
    static let contentEncoding = Rule(
        "elements.content-encoding",
        "Content with a Content-Encoding other than identity is a 415.", .chosen,
        source: "A stock ASP.NET Core controller decodes nothing; nothing documents what it says.",
        quirk: ErrorBody.self)
    static let requiredBody = Rule(
        "elements.request-body.required",
        "Content that is absent is a 400, and one that is not declared as JSON, in UTF-8 or UTF-16 "
            + "where it names a charset, a 415.", .chosen,
        source: "A stock ASP.NET Core controller's answers; nothing documents them.",
        quirk: RequestBody.self)
    /// Why licenseAssignedStatus is read as it is, for each of the quirk's settings.
    private static let statusSource =
        "The page says that it specifies the type of seats, not what that changes; the operation's "
        + "first version, of 2025-09-11, let it choose the field of the seat."

    static let licenseAssignedStatus = Rule(
        "elements.license-assigned-status",
        "A licenseAssignedStatus that is neither 0 nor 1 is a 400 naming it.", .documented,
        source: "Retrieve Customer Tenant User Seats: 0 available, 1 assigned; 400 is for invalid "
            + "parameters")
    static let numericStrings = Rule(
        "elements.numeric-strings",
        "A number written as a string is read as the number, or by the quirk a 400.", .inferred,
        source: "ASP.NET Core's JSON defaults read quoted numbers, and samples of a sister family "
            + "send them.",
        quirk: NumericStrings.self)
    static let unknownCustomer = Rule(
        "elements.unknown-customer", "A customer that does not exist is a 404.", .chosen,
        source: "Status code 404 is listed since October 2025; no operation says when it comes.",
        quirk: ErrorBody.self)
    static let noTenants = Rule(
        "elements.no-tenants", "A customer without tenants of the type is a 200 with [].",
        .inferred,
        source: "Sister operations answer empty lists and zeros, never 404.")
    static let userSeats = Rule(
        "elements.user-seats",
        "A bare array with one element for each tenant of the type, both numbers in it; what is "
            + "assigned are licences, not users, and may be more than is available.",
        .documented,
        source:
            "Retrieve Customer Tenant User Seats, Response and Response Sample; AvePoint's user "
            + "guide counts 200 E5 and 800 E3 as 1,000, also where 100 users hold both.")
    static let projectedUserSeats = Rule(
        "elements.user-seats.project",
        "licenseAssignedStatus chooses the field: the number that was not asked for prints 0, or "
            + "what elements.licenseAssignedStatus says.",
        .chosen, source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let ignoredStatus = Rule(
        "elements.user-seats.ignore",
        "licenseAssignedStatus changes nothing, as elements.licenseAssignedStatus=ignore says.",
        .chosen, source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let nulledUserSeats = Rule(
        "elements.user-seats.null",
        "licenseAssignedStatus chooses the field: the number that was not asked for prints null, "
            + "as elements.licenseAssignedStatus=null says.",
        .chosen, source: statusSource, quirk: LicenseAssignedStatusEffect.self)
    static let filteredUserSeats = Rule(
        "elements.user-seats.rows",
        "licenseAssignedStatus chooses the tenants: only those appear whose number asked for is "
            + "above 0, as elements.licenseAssignedStatus=rows says.",
        .chosen, source: statusSource, quirk: LicenseAssignedStatusEffect.self)

    static let page = Rule(
        "elements.page",
        "pageIndex and pageSize below 1, or no integers, are a 400 naming them; blank ones are "
            + "absent ones, and pageSize above 100 gives a page of 100.",
        .chosen,
        source:
            "Paging: defaults 1 and 50, maximum 100; nothing says what lies outside. That blank "
            + "ones are absent is inferred from ASP.NET Core, which binds null to them.",
        quirk: PageSizeLimit.self)
    static let idList = Rule(
        "elements.id-list",
        "A list of ids is an array of strings or one string; nothing filters nothing, and an "
            + "unknown id matches nothing.",
        .chosen, source: "The tables' types of these members contradict the samples and clients.")
    static let tenantSeats = Rule(
        "elements.tenant-seats",
        "A page of the tenants of the type with both numbers, beyond the end an empty one.",
        .documented, source: "Retrieve Customer Tenant User Seats since 2025-10-23; observed paging"
    )
    static let seatOverview = Rule(
        "elements.seat-overview", "The sums over the customer's tenants of the type.", .documented,
        source: "Its page of 2025-09-26 to 28; that the numbers are sums is inferred")
    static let customers = Rule(
        "elements.customers",
        "A page of the partner's customers with their Microsoft 365 tenants.", .documented,
        source: "Retrieve customers; that other tenants are left out is inferred from their names")

    static let customer = Rule(
        "elements.customer", "One customer, as a page of customers has it.", .documented,
        source: "Its page of 2025-09-15 to 26")

    static let productType = Rule(
        "elements.product-type", "A product type that no product has is a 400 naming it.", .chosen,
        source: "Retrieve product overview lists the types; 400 is for invalid parameters.",
        quirk: ErrorBody.self)
    static let productOverview = Rule(
        "elements.product-overview",
        "The seats or units that the customer has of the product; 0, not a 404, where it has none.",
        .observed, source: "Live answers of 2025-12-12")
    static let services = Rule(
        "elements.services",
        "A page of customers by id with their products, every field text, expirationDate with the "
            + "month first.",
        .observed, source: "Live answers of 2025-12-12", quirk: ExpirationDateForm.self)
    static let servicesInISO = Rule(
        "elements.services.iso", "Likewise, expirationDate in ISO 8601.", .documented,
        source: "Retrieve services", quirk: ExpirationDateForm.self)
    static let customerServices = Rule(
        "elements.customer-services",
        "One customer with its products, expirationDate as yyyy/MM/dd, purchasedCapacity with what "
            + "is protected of it.",
        .documented,
        source: "Its page of 2025-09-15 to 26; that 0/1 GB is protected of purchased is inferred")
    static let addedService = Rule(
        "elements.add-service",
        "A 200 whose status says what came of it; what was added is there on the next read.",
        .documented,
        source: "Add service; the words of the new row, and that a pool is needed, are chosen")
    static let serviceContent = Rule(
        "elements.add-service.content",
        "Content that is none of the documented variants is a 400 naming what is wrong.",
        .documented, source: "Add service: its variants; 400 is for invalid parameters")
    static let onboarding = Rule(
        "elements.onboard-customer",
        "A 200 whose status says what came of it; 5 where a customer has the account already, and "
            + "whatever the seed foresees for the account.",
        .documented, source: "Onboard customer; that id is null without success is chosen")
    static let onboardingContent = Rule(
        "elements.onboard-customer.content",
        "Content without a required member, or with one that cannot be, is a 400 naming it.",
        .documented, source: "Onboard customer: required members; 400 is for invalid parameters")
    static let unknownTenant = Rule(
        "elements.unknown-tenant",
        "A Microsoft 365 tenant that the customer does not have is a "
            + "404.",
        .chosen, source: "As an unknown customer; nothing says it.", quirk: ErrorBody.self)
    static let protectedUsers = Rule(
        "elements.protected-users", "A page of the tenant's users with what is protected of them.",
        .documented, source: "Retrieve users protected status")
    static let backupOverview = Rule(
        "elements.backup-overview",
        "A page of the customer's backup modules; empty where it has no backup.", .observed,
        source: "Live answers of 2025-12-12; customer being the owner's address is inferred from "
            + "Retrieve services")
    static let jobs = Rule(
        "elements.jobs", "A page of the customer's jobs of the type and the module.", .documented,
        source: "Retrieve jobs; its values are observed")
    static let jobFilter = Rule(
        "elements.jobs.filter", "A jobType or jobModule that there is not is a 400 naming it.",
        .documented, source: "Retrieve jobs: the numbers; 400 is for invalid parameters")
    static let scanProfiles = Rule(
        "elements.scan-profiles", "A page of the customer's scan profiles.", .documented,
        source: "Retrieve scan profiles")
    static let scanProfile = Rule(
        "elements.scan-profile", "One scan profile.", .documented,
        source: "Retrieve scan profile details; the order of the members is chosen")
    static let scanProfileChanges = Rule(
        "elements.scan-profile-changes", "What the last scans of a profile changed.", .documented,
        source: "Retrieve scan profile changes")
    static let unknownScanProfile = Rule(
        "elements.unknown-scan-profile", "A scan profile that the customer does not have is a 404.",
        .chosen, source: "As an unknown customer; nothing says it.", quirk: ErrorBody.self)

    package static let all = [
        route, method, failure, token, permission, customerScope, type, requestBody,
        contentEncoding, requiredBody,
        licenseAssignedStatus,
        numericStrings,
        unknownCustomer, noTenants, userSeats, projectedUserSeats, ignoredStatus, nulledUserSeats,
        filteredUserSeats, page, idList, tenantSeats, seatOverview, customers, customer,
        productType, productOverview, services, servicesInISO, customerServices, addedService,
        serviceContent,
        onboarding, onboardingContent, unknownTenant, protectedUsers, backupOverview, jobs,
        jobFilter, scanProfiles, scanProfile, scanProfileChanges, unknownScanProfile,
    ]
}
