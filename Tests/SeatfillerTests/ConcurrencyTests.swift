import Foundation
import FoundationNetworking
import Seatfiller
import Testing

@Suite struct `Many clients at once` {
    @Test func `share the last hundred seats of a product between them, and no more`() async throws
    {
        let users = (0..<256).map { #"{"userName":"user\#($0)@contoso.com"}"# }.joined(
            separator: ",")
        let emulator = try Emulator(
            seed: .json(
                """
                { "storeForBusiness": [ { "tenantId": "t", "users": [\(users)], "inventory": [
                    { "productKey": { "productId": "9LAST", "skuId": "1" }, "seatCapacity": 100,
                      "distributionPolicy": "restricted" } ] } ] }
                """))
        let statuses = try await emulator.serving { url in
            try await withThrowingTaskGroup(of: [Int].self) { group in
                for client in 0..<64 {
                    group.addTask {
                        var statuses: [Int] = []
                        // Each asks for its four users twice: the second time changes nothing.
                        for number in (client * 4..<client * 4 + 4).flatMap({ [$0, $0] }) {
                            let target =
                                "\(url)/V1/Inventory/9LAST/1/Seats/user\(number)@contoso.com"
                            var request = URLRequest(url: try #require(URL(string: target)))
                            request.httpMethod = "POST"
                            let (_, response) = try await URLSession.shared.data(for: request)
                            statuses.append((response as? HTTPURLResponse)?.statusCode ?? 0)
                        }
                        return statuses
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        #expect(statuses.filter { $0 == 200 }.count == 200)
        #expect(statuses.filter { $0 == 409 }.count == 312)
        #expect(emulator.respond(to: .get("/V1/Inventory")).body.contains(#""availableSeats":0,"#))
        let seats = emulator.respond(to: .get("/V1/Inventory/9LAST/1/Seats?maxResults=100")).body
        let holders = seats.matches(of: /"assignedTo":"([^"]+)"/).map { String($0.1) }
        #expect(Set(holders).count == 100)
        #expect(!seats.contains("continuationToken"))
    }
}
