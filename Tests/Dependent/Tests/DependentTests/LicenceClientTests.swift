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
        let emulator = try Emulator(seed: .demo)
        try await emulator.serving { url in
            let products = try await LicenceClient(baseURL: url).products(of: "max@contoso.com")
            #expect(products.count == 260)
            #expect(Set(products).count == 260)
        }
    }

    @Test func `can be spared where an answer is enough`() throws {
        let emulator = try Emulator(seed: .demo)
        let answer = emulator.respond(to: .get("/V1/Users/ann@contoso.com/Seats"))
        #expect(answer.status == 200)
    }

    @Test func `does not hide an error`() async throws {
        let emulator = try Emulator(seed: .demo)
        let world = try emulator.world("another-test-of-its-own")
        try world.faults.add(#"{ "do": { "status": 503 } }"#)
        try await emulator.serving { url in
            let client = LicenceClient(baseURL: url + world.path)
            await #expect(throws: (any Error).self) {
                try await client.products(of: "bob@contoso.com")
            }
        }
        #expect(world.journal.entries.map(\.status) == [503])
    }

    @Test func `comes back after an error, in a world of its own`() async throws {
        let emulator = try Emulator(seed: .demo)
        let world = try emulator.world("a-test-of-its-own")
        try world.clock.freeze(at: "2018-05-01T12:00:00Z")
        try world.faults.add(Fault(.status(503), call: 2))
        try await emulator.serving { url in
            let client = LicenceClient(baseURL: url + world.path)
            let products = try await client.products(of: "bob@contoso.com")
            #expect(products == ["9NBLGGH4R2R6"])
            // An error is no page, which the client does not hide.
            await #expect(throws: (any Error).self) {
                try await client.products(of: "bob@contoso.com")
            }
        }
        #expect(world.journal.entries.map(\.status) == [200, 503])
        #expect(world.clock.now == "2018-05-01T12:00:00.0000000+00:00")
        try world.reset()
        #expect(world.journal.entries.isEmpty)
    }

    @Test func `finds nothing for a user without seats`() async throws {
        let emulator = try Emulator(
            seed: .json(
                """
                { "storeForBusiness": [ { "tenantId": "t", "users": [ { "userName": "a@b" } ] } ] }
                """))
        #expect(emulator.respond(to: .get("/V1/Users/a@b/Seats")).body == #"{"seats":[]}"#)
        try await emulator.serving { url in
            let products = try await LicenceClient(baseURL: url).products(of: "a@b")
            #expect(products.isEmpty)
        }
    }
}
