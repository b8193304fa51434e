import SeatfillerTesting
import Testing

/// The examples of the pages: worlds by the traits of Swift Testing.
@Suite struct `A licence client` {
    @Test(.seatfiller(seed: .path("seed/demo.json")), .verifyingTraversals)
    func `comes back after too many requests`() async throws {
        let filler = Seatfiller.current
        filler.faults.add(
            Fault(.status(429, retryAfter: .seconds(1)), on: .listSeatsOfUser, page: 2, times: 1))
        let seats = try await LicenceClient(baseURL: filler.url).seats(of: "max@contoso.com")
        #expect(seats.count == 260)
        #expect(filler.journal.count { $0.status == 429 } == 1)
    }

    @Test(.seatfiller(seed: contoso))
    func `reads the seats of each user`() async throws {
        let client = LicenceClient(baseURL: Seatfiller.current.url)
        let seats = try await client.seats(of: "ann@contoso.com")
        #expect(seats.map(\.productKey.productId) == ["9NBLGGH4R2R6"])
        #expect(try await client.seats(of: "bob@contoso.com").isEmpty)
    }

    @Test(.seatfiller(), arguments: Quirk.allCases)
    func `reads a list under each quirk`(quirk: Quirk) async throws {
        let filler = Seatfiller.current
        filler.world.set(quirk)
        #expect(
            try await LicenceClient(baseURL: filler.url).seats(of: "ann@contoso.com").count == 3)
    }
}

private let contoso = Seed(organizations: [
    .init(
        "contoso", users: ["ann@contoso.com", "bob@contoso.com"],
        inventory: [.init("9NBLGGH4R2R6/0016", seatCapacity: 10)],
        seats: [.init("9NBLGGH4R2R6/0016", assignedTo: "ann@contoso.com")])
])
private let fabrikam = Seed(customers: [
    .init(
        "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11", organization: "Fabrikam",
        tenants: [.init("contoso-crm", type: .dynamics365, availableUserSeat: 10)])
])

@Suite(.seatfiller(seed: .path("seed/demo.json"), quirks: [.storeMaxResults(.clamp)]))
struct `Our importer` {
    @Test(.seatfiller(faults: [Fault(.delay(.milliseconds(50)), of: .store)]))
    func `is patient`() async throws {
        let client = LicenceClient(baseURL: Seatfiller.current.url)
        #expect(try await client.seats(of: "bob@contoso.com").count == 1)
    }

    @Test(.seatfiller(seed: contoso), .seatfiller(seed: fabrikam))
    func `gives up where the service is down`() async throws {
        let filler = Seatfiller.current
        filler.faults.add(
            Fault(.status(503, body: "down"), on: .listSeatsOfUser, call: 2),
            Fault(.throttle(limit: 10, windowSeconds: 60), of: .elements),
            Fault(.paging(.pageOverlaps(count: 3)), user: "max@contoso.com", page: 2),
            Fault(.connection(.resetByPeer), on: .getInventory, probability: 0.1, seed: 7)
        )
        let client = LicenceClient(baseURL: filler.url)
        _ = try await client.seats(of: "bob@contoso.com")
        await #expect(throws: LicenceClient.Failure.self) {
            try await client.seats(of: "bob@contoso.com")
        }
    }
}

/// The same without traits: the product `Seatfiller` alone.
@Suite struct `A licence client in an emulator` {
    @Test func `walks every page`() async throws {
        let emulator = try Emulator(seed: .demo)
        try await emulator.serving { url in
            let seats = try await LicenceClient(baseURL: url).seats(of: "max@contoso.com")
            #expect(seats.count == 260)
        }
    }

    @Test func `can be spared where an answer is enough`() throws {
        let emulator = try Emulator(seed: .demo)
        let answer = emulator.respond(to: .get("/V1/Users/ann@contoso.com/Seats"))
        #expect(answer.status == 200)
    }

    @Test func `gives up after an error, in a world of its own`() async throws {
        let emulator = try Emulator(seed: .demo)
        let world = try emulator.world("a-test-of-its-own")
        try world.clock.freeze(at: "2018-05-01T12:00:00Z")
        try world.faults.add(Fault(.status(503), call: 2))
        try await emulator.serving { url in
            let client = LicenceClient(baseURL: url + world.path)
            let seats = try await client.seats(of: "bob@contoso.com")
            #expect(seats.count == 1)
            await #expect(throws: LicenceClient.Failure.self) {
                try await client.seats(of: "bob@contoso.com")
            }
        }
        #expect(world.journal.map(\.status) == [200, 503])
        #expect(world.clock.now == "2018-05-01T12:00:00.0000000+00:00")
        try world.reset()
        #expect(world.journal.entries.isEmpty)
    }
}
