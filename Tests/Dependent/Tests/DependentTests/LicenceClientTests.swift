import Foundation
import FoundationNetworking
import Seatfiller
import Testing

/// The client under test: what an engineer writes against the real service.
struct LicenceClient {
    let baseURL: String

    private struct Page: Decodable {
        struct Seat: Decodable {
            let productKey: ProductKey
        }
        struct ProductKey: Decodable {
            let productId: String
        }
        let seats: [Seat]
        let continuationToken: String?
    }

    func products(of user: String) async throws -> [String] {
        var products: [String] = []
        var token = ""
        repeat {
            let url = "\(baseURL)/V1/Users/\(user)/Seats?continuationToken=\(token)"
            let (data, _) = try await URLSession.shared.data(from: URL(string: url)!)
            let page = try JSONDecoder().decode(Page.self, from: data)
            products += page.seats.map(\.productKey.productId)
            token = page.continuationToken ?? ""
        } while !token.isEmpty
        return products
    }
}

@Suite struct `A licence client` {
    @Test func `walks every page`() async throws {
        let filler = try Seatfiller(seed: .demo)
        try await filler.serving { url in
            let products = try await LicenceClient(baseURL: url).products(of: "max@contoso.com")
            #expect(products.count == 260)
            #expect(Set(products).count == 260)
        }
    }

    @Test func `finds nothing for a user without seats`() async throws {
        let filler = try Seatfiller(
            seed: .json(
                """
                { "storeForBusiness": [ { "tenantId": "t", "users": [ { "userName": "a@b" } ] } ] }
                """))
        #expect(filler.respond(to: .get("/V1/Users/a@b/Seats")).body == #"{"seats":[]}"#)
        try await filler.serving { url in
            let products = try await LicenceClient(baseURL: url).products(of: "a@b")
            #expect(products.isEmpty)
        }
    }
}
