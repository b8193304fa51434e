import Emulation
import JSON

/// The parts of a customer in a seed, besides its tenants, in the structures of the reference.
///
/// Missing members print like values that are not applicable at the live service: the text `N/A`, a
/// count of 0, an empty list.
enum ElementsShape {
    /// A product of a customer. `product` is our own member and does not print; all other members
    /// are text.
    static let service = Shape.object(
        "a service",
        [
            Shape.required("product", .number(of: Product.numbers)),
            Shape.optional("service", .text),
            .text("subscriptionModel"),
            .text("purchasedUserSeats"),
            .text("purchasedUnits"),
            .text("microsoftLicenseAssigned"),
            .text("microsoftLicenseAvailable"),
            .text("purchasedCapacity"),
            .text("protectedCapacity"),
            .text("storage"),
            .text("retention"),
            .text("consumedStorage"),
            Shape.member("expirationDate", .instantOrNone, or: "N/A"),
            .text("change"),
            .text("source"),
            .text("paymentType"),
            .text("subscriptionName"),
            .text("package"),
            .text("contractEndDate"),
        ])

    /// A partner's pool of licences for its customers. `resource` and `subscriptionSourceType` are
    /// those of *add service*.
    static let pool = Shape.object(
        "a pool",
        [
            Shape.required("resource", .word(of: ServiceRequest.resources)),
            Shape.member("subscriptionSourceType", .number(of: [1, 2, 6]), or: 1),
            Shape.member("userSeat", .integer(0...Int64.max), or: 0),
            Shape.member("expireTime", .instantOrNone, or: "N/A"),
            // The seats that customers have already.
            Shape.member("assignedUserSeat", .integer(0...Int64.max), or: 0),
        ])

    /// The outcome of onboarding an account, other than 1 for success.
    static let onboarding = Shape.object(
        "an onboarding",
        [
            Shape.required("registrationAccount", .text),
            Shape.required("status", .integer(2...7)),
        ])

    static let protectedUser = Shape.object(
        "a protected user",
        [
            Shape.required("id", .text),
            Shape.required("email", .text),
            .text("displayName", or: ""),
            .list(
                "moduleStatus",
                .object(
                    "a module's status",
                    [
                        // 0 mailbox, 2 OneDrive
                        Shape.required("module", .integer(0...Int64(Int32.max))),
                        Shape.member("isProtected", .bool, or: .bool(false)),
                    ])),
        ])

    static let backupModule = Shape.object(
        "a backup module",
        [
            Shape.member("serviceType", .text, or: "Cloud Backup for Microsoft 365"),
            Shape.required("serviceModule", .text),
            .count("totalScannedObjects"),
            .count("totalProtectedObjects"),
            .text("dataSizeStoredInAvePoint", or: "0 GB"),
            .text("dataSizeStoredInBYOS"),
        ])

    static let job = Shape.object(
        "a job",
        [
            // 0 M365 scan, 7 M365, 10 Google scan, 11 Google, 12 IaaS and PaaS, 15 Salesforce,
            // 16 Dynamics 365
            Shape.required("jobType", .number(of: jobTypes)),
            Shape.member("jobModule", .number(of: jobModules), or: 0),
            Shape.member("status", .integer(0...14), or: 0),
            .text("jobId"),
            .text("name"),
            .text("totalCount"),
            .text("failedCount"),
            .text("successfulCount"),
            .text("skippedCount"),
            .text("warningCount"),
            .text("backupSize"),
            Shape.member("startTime", .instantOrNone, or: "N/A"),
            Shape.member("endTime", .instantOrNone, or: "N/A"),
            .text("jobDuration"),
            Shape.member("lastModifyTime", .instantOrNone, or: "N/A"),
        ])

    static let jobTypes: [Int64] = [0, 7, 10, 11, 12, 15, 16]
    /// The documented numbers and 301, which the service has returned for Salesforce.
    static let jobModules: [Int64] =
        [0, 8, 10, 301] + Array(302...312) + Array(355...371) + [401, 402] + Array(501...508)
        + [550, 551]

    /// Only the third operation on a profile prints `changes`.
    static let scanProfile = Shape.object(
        "a scan profile", profileDetails + [Shape.optional("changes", profileChanges)])

    /// The members of a profile that the list of profiles prints.
    static let profileSummary = ["profileName", "profileId", "scanMode", "modifiedTime"]

    static let profileDetails: [Shape.Member] = [
        .text("profileName", or: ""),
        Shape.required("profileId", .guid),
        // 0 express, 1 advanced
        Shape.member("scanMode", .integer(0...1), or: 0),
        Shape.stamp("modifiedTime"),
        .text("description", or: ""),
        .text("tenantId", or: ""),
        .text("tenantDomain", or: ""),
        Shape.stamp("createdTime"),
        .text("impersonationAccount", or: ""),
        Shape.member("scanInplaceArchivedMailboxes", .bool, or: .bool(false)),
        Shape.member("isIgnoreLockedSiteEnabled", .bool, or: .bool(false)),
        .text("enableDailyScan", or: "No"),
        Shape.member("isSendOutOfPolicyNotification", .bool, or: .bool(false)),
        .list(
            "containers",
            .object(
                "a container",
                [
                    .text("containersName", or: ""),
                    Shape.member(
                        "objectType", .number(of: Array(0...25) + Array(100...105)), or: 0),
                ])),
    ]

    static let profileChanges = Shape.object(
        "changes",
        [
            Shape.member("lastUpdateTime", .instantOrNone, or: "N/A"),
            Shape.member("lastScanStatus", .integer(0...14), or: 0),
            .count("newRegisteredContentCount"),
            .count("movedToAnotherContainer"),
            // The reference writes Outof here, but OutOf in the name of the list.
            .count("removedFromMicrosoft365OrOutofPolicy"),
            .list("newRegisteredContent", movedObject),
            .list("removedFromMicrosoft365OrOutOfPolicyObjects", .text),
            .list("movedToAnotherContainerObjects", movedObject),
        ])

    private static let movedObject = Shape.object(
        "an object", [.text("objectName", or: ""), .text("containerName", or: "")])
}

extension Shape.Member {
    fileprivate static func text(_ name: String, or fallback: String = "N/A") -> Self {
        Shape.member(name, .text, or: .string(fallback))
    }

    fileprivate static func count(_ name: String) -> Self {
        Shape.member(name, .integer(0...Int64.max), or: 0)
    }

    fileprivate static func list(_ name: String, _ element: Shape) -> Self {
        Shape.member(name, .list(element), or: [])
    }
}
