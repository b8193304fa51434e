import Foundation
import FoundationNetworking
import Seatfiller
import Testing

/// A client as an application has it: a base URL, a token, and nothing of the emulator's.
private struct LicenceClient {
    let url: String
    let token: String

    struct Refusal: Error {
        let status: Int
    }

    static func send(
        _ method: String, _ target: String, _ headers: [String: String], _ body: String
    ) async throws -> [String: Any] {
        var request = URLRequest(url: try #require(URL(string: target)))
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if !body.isEmpty { request.httpBody = Data(body.utf8) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else { throw Refusal(status: status) }
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Signs in with a secret, at a token endpoint.
    init(_ url: String, at endpoint: String, _ form: String) async throws {
        let answer = try await Self.send(
            "POST", url + endpoint, ["Content-Type": "application/x-www-form-urlencoded"],
            "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
                + "&client_secret=not-a-secret" + form)
        self.url = url
        token = try #require(answer["access_token"] as? String)
    }

    func call(_ method: String, _ path: String, _ body: String = "") async throws -> [String: Any] {
        try await Self.send(
            method, url + path,
            ["Authorization": "Bearer \(token)", "Content-Type": "application/json"], body)
    }
}

@Suite struct `A round trip with tokens` {
    private let product = "/V1/Inventory/9NBLGGH4R2R6/0016"

    @Test func `of the Store: inventory, assign, list, reclaim, list, bulk, counts`() async throws {
        let emulator = try Emulator(auth: .enforced)
        try await emulator.serving { url in
            let client = try await LicenceClient(
                url, at: "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token",
                "&resource=https://onestore.microsoft.com")

            func available() async throws -> Int? {
                let inventory = try await client.call("GET", "/V1/Inventory")
                let entries = inventory["inventoryEntries"] as? [[String: Any]]
                return entries?.first?["availableSeats"] as? Int
            }
            func products(of user: String) async throws -> [String] {
                let seats = try await client.call("GET", "/V1/Users/\(user)/Seats")["seats"]
                return (seats as? [[String: Any]] ?? []).compactMap {
                    ($0["productKey"] as? [String: Any])?["productId"] as? String
                }
            }

            // Ann and Bob hold a seat of the product, Carol and Max do not.
            #expect(try await available() == 98)
            for user in ["carol", "max", "ann"] {
                let seat = try await client.call("POST", "\(product)/Seats/\(user)@contoso.com")
                #expect(seat["state"] as? String == "active")
            }
            #expect(try await products(of: "carol@contoso.com") == ["9NBLGGH4R2R6"])
            #expect(try await available() == 96)

            let seat = try await client.call("DELETE", "\(product)/Seats/carol@contoso.com")
            #expect(seat["state"] as? String == "revoked")
            #expect(try await products(of: "carol@contoso.com") == [])
            #expect(try await available() == 97)

            let names = ["carol"] + (1...24).map { "nobody\($0)" }
            let list = names.map { #""\#($0)@contoso.com""# }.joined(separator: ",")
            let bulk = try await client.call(
                "POST", "\(product)/Seats", #"{"usernames":[\#(list)],"seatAction":"assign"}"#)
            #expect((bulk["seatDetails"] as? [Any])?.count == 1)
            #expect((bulk["failedSeatOperations"] as? [Any])?.count == 24)
            #expect(try await available() == 96)
        }
    }

    @Test func `of the partner: customers, seats, services, add one, onboard, customers`()
        async throws
    {
        let emulator = try Emulator(auth: .enforced)
        try await emulator.serving { url in
            let client = try await LicenceClient(url, at: "/connect/token", "")
            let general = "/partner/external/v3/general/customers"
            let contoso = general + "/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"

            func count(_ path: String) async throws -> Int? {
                let page = try await client.call("POST", path, "{}")
                return (page["metadata"] as? [String: Any])?["totalCount"] as? Int
            }
            func seats() async throws -> Int? {
                let overview = try await client.call(
                    "GET", contoso + "/avpt-products/type/49/overview")
                return overview["purchasedUserSeat"] as? Int
            }

            #expect(try await count(general + "/batch") == 2)
            #expect(try await count(contoso + "/3rd-party-products/type/0/tenants/batch") == 2)
            #expect(try await seats() == 0)
            let added = try await client.call(
                "POST", contoso + "/services",
                """
                {"product":49,"licenseType":1,"licenseItems":[{"resource":"PartnerUserManagement",
                 "subscriptionSourceType":1,"isSameAsPool":true,"userSeat":20,"paymentType":0}]}
                """)
            #expect(added["status"] as? Int == 1)
            #expect(try await seats() == 20)
            let onboarded = try await client.call(
                "POST", general,
                """
                {"firstName":"Dora","lastName":"Day","organizationName":"Days","password":"hush",
                 "registrationAccount":"dora@days.com","countryCode":"CH",
                 "dataCenter":"f8ccd75d-d979-417c-96ee-ae256a3af091"}
                """)
            #expect(onboarded["status"] as? Int == 1)
            #expect(try await count(general + "/batch") == 3)
        }
    }

    @Test func `without a token is refused`() async throws {
        let emulator = try Emulator(auth: .enforced)
        let statuses = try await emulator.serving { url in
            var statuses: [Int] = []
            for target in [
                "/V1/Inventory", "/partner/external/v3/general/customers/x/scan-profiles/y",
            ] {
                do {
                    _ = try await LicenceClient.send("GET", url + target, [:], "")
                } catch let refusal as LicenceClient.Refusal {
                    statuses.append(refusal.status)
                }
            }
            return statuses
        }
        #expect(statuses == [401, 401])
    }
}
