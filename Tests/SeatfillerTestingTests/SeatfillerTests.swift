import Foundation
import FoundationNetworking
import SeatfillerTesting
import Synchronization
import Testing

/// A client that reads the seats of a user page by page.
struct LicenceClient {
    let baseURL: String
    var firstPageOnly = false

    private struct Page: Decodable {
        struct Seat: Decodable {
            let productKey: [String: String]
        }
        let seats: [Seat]
        let continuationToken: String?
    }

    /// The answer of any status.
    func get(_ path: String) async throws -> (Data, Int) {
        let url = try #require(URL(string: baseURL + path))
        let (data, response) = try await URLSession.shared.data(from: url)
        return (data, (response as? HTTPURLResponse)?.statusCode ?? 0)
    }

    func seats(of user: String) async throws -> [String] {
        var products: [String] = []
        var token = ""
        repeat {
            let (data, status) = try await get("/V1/Users/\(user)/Seats?continuationToken=\(token)")
            if status == 429 { continue }
            let page = try JSONDecoder().decode(Page.self, from: data)
            products += page.seats.compactMap { $0.productKey["productId"] }
            token = page.continuationToken ?? ""
        } while !token.isEmpty && !firstPageOnly
        return products
    }
}

@Suite(.seatfiller()) struct `Tests at the same time` {
    private static let worlds = Mutex<Set<String>>([])

    @Test(arguments: 0..<50) func `never meet`(number: Int) async throws {
        let filler = Seatfiller.current
        #expect(Self.worlds.withLock { $0.insert(filler.url).inserted })
        let client = LicenceClient(baseURL: filler.url)
        let user = "user\(number)@contoso.com"
        filler.faults.add(Fault(.status(500 + number), on: .getInventory))
        let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/carol@contoso.com"
        if number.isMultiple(of: 2) {
            #expect(filler.respond(to: .post(seat)).status == 200)
        }
        #expect(try await client.get("/V1/Inventory").1 == 500 + number)
        #expect(try await client.get("/V1/Users/\(user)/Seats").1 == 404)
        let products = try await client.seats(of: "carol@contoso.com")
        #expect(products.count == (number.isMultiple(of: 2) ? 1 : 0))
        let others = filler.journal.filter { $0.operation == .listSeatsOfUser }.map(\.target)
        #expect(others.count == 2)
        #expect(others.first?.contains(user) == true)
    }

    @Test func `share the server of the process`() throws {
        let servers = Self.worlds.withLock { worlds in
            Set((worlds + [Seatfiller.current.url]).map { $0.prefix { $0 != "_" } })
        }
        #expect(servers.count == 1)
    }
}

@Suite(
    .seatfiller(
        seed: Seed(organizations: [.init("t", users: ["ann@contoso.com"])]),
        quirks: [.storeMaxResults(.clamp), .storeErrorData(.positional)]))
struct `Traits around each other` {
    private let seats = "/V1/Users/ann@contoso.com/Seats"

    @Suite(
        .seatfiller(
            seed: Seed(
                organizations: [
                    .init(
                        "t", inventory: [.init("9NBLGGH4R2R6/0016")],
                        seats: [.init("9NBLGGH4R2R6/0016", assignedTo: "ann@contoso.com")])
                ]),
            quirks: [.storeErrorData(.labelled)]))
    struct Inner {
        @Test(.seatfiller(faults: [Fault(.status(503), times: 1)]))
        func `add up to one world`() throws {
            let filler = Seatfiller.current
            let seats = Emulator.Request.get("/V1/Users/ann@contoso.com/Seats?maxResults=101")
            let answers = (0..<2).map { _ in filler.respond(to: seats) }
            #expect(answers.map(\.status) == [503, 200])
            #expect(answers[1].body.contains("9NBLGGH4R2R6"))
            #expect(
                filler.respond(to: .get("/V1/Users/bob@contoso.com/Seats")).body.contains(
                    #""data":{"#))
            #expect(filler.url.contains("-add-up-to-one-world"))
            try filler.reset()
            #expect(filler.respond(to: seats).status == 503)
            #expect(filler.respond(to: seats).status == 200)
        }
    }

    @Test func `leave the others as they are`() {
        let filler = Seatfiller.current
        #expect(filler.respond(to: .get(seats)).body == #"{"seats":[]}"#)
        #expect(
            filler.respond(to: .get("/V1/Users/bob@contoso.com/Seats")).body.contains(#""data":["#))
    }

    @Test(.seatfiller(auth: .enforced)) func `can ask for a server that checks tokens`() {
        #expect(Seatfiller.current.respond(to: .get(seats)).status == 401)
    }

    @Test func `are seen by child tasks`() async {
        let url = Seatfiller.current.url
        await withTaskGroup(of: String.self) { group in
            for _ in 0..<4 { group.addTask { Seatfiller.current.url } }
            for await other in group { #expect(other == url) }
        }
    }
}
