/// The content of *onboard customer*. Names, the telephone number, the password and the tags are
/// checked but not kept.
struct Onboarding {
    let organization: String
    let account: String
    let country: String
    /// 0 the customer manages, 1 the partner manages, 2 to be configured.
    let managementMode: Int64

    /// The values of `status`: 1 done, 2 failed, 3 does not exist, 4 registration failed, 5 already
    /// managed by this partner, 6 the partner itself, 7 exists already.
    static let succeeded: Int64 = 1
    static let alreadyManaged: Int64 = 5

    /// - Throws: a 400 naming the missing or invalid member.
    init(_ content: RequestContent) throws(ElementsError) {
        for name in ["firstName", "lastName", "password"] { _ = try content.text(name) }
        organization = try content.text("organizationName")
        account = try content.text("registrationAccount")
        guard account.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
            throw content.refusal(
                "registrationAccount",
                details:
                    "registrationAccount must be an e-mail address, not '\(account.prefix(100))'.")
        }
        let code = try content.text("countryCode")
        guard let country = Country.name(of: code) else {
            throw content.refusal(
                "countryCode",
                details: "countryCode must be two letters of ISO 3166, not '\(code.prefix(100))'.")
        }
        self.country = country
        let dataCenter = try content.text("dataCenter")
        guard Self.dataCenters.contains(dataCenter.lowercased()) else {
            throw content.refusal(
                "dataCenter",
                details:
                    "dataCenter must be the id of a data center, not '\(dataCenter.prefix(100))'.")
        }
        if content["telephoneNumber"] != nil { _ = try content.text("telephoneNumber") }
        _ = try content.ids("tags")
        managementMode = try content.bool("managementMode").map { $0 ? 1 : 0 } ?? 2
    }

    /// The ids of the reference's list, commercial and then government.
    private static let dataCenters = [
        "0b635b49-4c56-4e52-800a-1fa79b2d5b08",  // Australia Southeast
        "7b9835ec-7299-4177-85e3-ba5cb3b2e041",  // Canada Central
        "e44bb3ed-f1d8-4055-8c77-c8fd8cd63409",  // East US
        "49681f94-26a7-4825-aca2-df2eca7c0f81",  // France Central
        "ab2faf29-9e66-45ce-bf37-32f8cf484fb2",  // Google, Sydney
        "7bd9748b-b52b-4e4d-9389-e70dccee3b2d",  // Google, East US
        "4f77581e-1a6f-47fd-9f68-9134a4f6989b",  // Google, Tokyo
        "8998f218-708f-4084-8647-32ed67042487",  // Google, Seoul
        "e38cb1b7-efa9-490e-ab46-83b45a94d1da",  // Google, West Europe
        "3225f6f8-a98c-425e-8279-c6696d99659d",  // Germany West Central
        "ca577c72-83bd-454c-af62-da3d0586691d",  // Japan West
        "e4f66389-8219-4432-9af1-01a9fe62a640",  // Korea Central
        "f1cdd2b2-ac32-4509-8784-fb2b947ef519",  // North Europe
        "0d4a9846-97ad-4c09-bb1c-8fbe93eaf3c6",  // Southeast Asia
        "f8ccd75d-d979-417c-96ee-ae256a3af091",  // Switzerland North
        "d95b9c82-a426-400f-8256-70646fdd1b4f",  // UK South
        "4f93bdff-9b11-47b9-aa68-a86bfa09f61c",  // West Europe
        "d9210f50-bdb1-4f8f-a2bb-99694d11f2da",  // US Gov Virginia
    ]
}
