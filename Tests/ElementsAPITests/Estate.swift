import ElementsAPI
import Emulation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

/// A partner with pools, of whose customers one has something of every kind and one has nothing.
struct Estate {
    static let acme = "b0000000-0000-0000-0000-00000000000b"
    static let bare = "a0000000-0000-0000-0000-00000000000a"
    static let profile = "c0000000-0000-0000-0000-00000000000c"
    static let general = "/partner/external/v3/general"

    let world: World
    private let api: Elements

    init(quirks: [String] = []) throws {
        world = try World(
            Elements.self,
            seed: """
                { "elements": {
                    "pools": [
                        { "resource": "PartnerUserManagement", "userSeat": 30, "expireTime": "2019-05-01T00:00:00Z" },
                        { "resource": "Office365Backup", "userSeat": 1000 } ],
                    "onboarding": [ { "registrationAccount": "Taken@x.com", "status": 7 } ],
                    "customers": [
                        { "id": "\(Self.acme)", "organization": "Acme", "ownerEmail": "owner@acme.com",
                          "tenants": [
                            { "id": "t-1", "type": 0, "protectedUsers": [
                                { "id": "u-1", "email": "Ann@acme.com", "displayName": "Ann",
                                  "moduleStatus": [ { "module": 0, "isProtected": true }, { "module": 2 } ] },
                                { "id": "u-2", "email": "bob@acme.com" } ] },
                            { "id": "t-2", "type": 3 } ],
                          "services": [
                            { "product": 2048, "purchasedUserSeats": "20", "expirationDate": "2026-03-14" },
                            { "product": 40, "service": "Baseline", "purchasedUnits": "3",
                              "expirationDate": "2026-03-14T15:04:05Z" } ],
                          "backupOverview": [
                            { "serviceModule": "OneDrive", "totalScannedObjects": 3 },
                            { "serviceModule": "Microsoft Teams", "dataSizeStoredInAvePoint": "0.10 GB" } ],
                          "jobs": [
                            { "jobType": 7, "jobModule": 8, "status": 2, "jobId": "IB1", "totalCount": "3",
                              "startTime": "2025-12-11T22:52:26.5Z", "jobDuration": "2m33s" },
                            { "jobType": 0 }, { "jobType": 7, "jobModule": 10, "status": 4 } ],
                          "scanProfiles": [
                            { "profileName": "All", "profileId": "\(Self.profile)", "scanMode": 1,
                              "modifiedTime": "2025-11-30T08:15:00Z", "tenantId": "t-1",
                              "containers": [ { "containersName": "Mail", "objectType": 100 } ],
                              "changes": { "lastScanStatus": 2, "movedToAnotherContainer": 1,
                                "movedToAnotherContainerObjects": [ { "objectName": "o" } ] } },
                            { "profileId": "d0000000-0000-0000-0000-00000000000d" } ] },
                        { "id": "\(Self.bare)", "organization": "Bare", "ownerEmail": "it@bare.com" } ] } }
                """, quirks: quirks)
        api = Elements(in: world)
    }

    /// The status code, the rule and the content in one text.
    func get(_ path: String) -> String { call(.get, path) }
    func post(_ path: String, _ body: String = "") -> String { call(.post, path, body) }

    func call(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> String {
        let answer = api.answer(
            to: Request(
                method, Self.general + path, headerFields: [.contentType: "application/json"],
                body: Array(body.utf8)))
        return "\(answer.response.status.code) \(answer.rule.header)\n\(answer.body)"
    }

    /// A page as it prints.
    static func page(_ rows: String..., index: Int = 1, size: Int = 50, count: Int) -> String {
        """
        {"data":[\(rows.joined(separator: ","))],\
        "metadata":{"pageIndex":\(index),"pageSize":\(size),"totalCount":\(count)}}
        """
    }

    /// Whether an answer is a refusal by this rule, in these words.
    static func isRefusal(_ answer: String, _ status: Int, _ rule: String, _ text: String) -> Bool {
        answer.hasPrefix("\(status) \(rule)\n")
            && answer.hasSuffix(#"","error":"\#(text)","statusCode":\#(status)}"#)
    }
}
