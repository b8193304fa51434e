import Emulation
import JSON
import Testing

@testable import Seatfiller

/// The members of faults are compared with those that the reader knows in `TypedSeedTests`.
@Suite struct `A typed fault` {
    @Test func `is the JSON fault that a file holds`() {
        let fault = Seatfiller.Fault(
            .status(429, retryAfter: .seconds(1)), on: .listSeatsOfUser, page: 2, times: 1)
        #expect(
            fault.json == """
                {"match":{"operation":"store.listSeatsOfUser","page":2},"when":{"times":1},\
                "do":{"status":429,"retryAfterSeconds":1}}
                """)
        #expect("\(fault)" == fault.json)
    }

    @Test(arguments: EveryFault.all) func `can be read from its JSON form`(fault: Seatfiller.Fault)
        throws
    {
        #expect(try Seatfiller.Fault.list(json: fault.json) == [fault])
    }

    @Test func `acts in its world as often as it says`() throws {
        let emulator = try Emulator()
        let world = try emulator.world("a")
        let ids = try world.faults.add(
            Seatfiller.Fault(.status(503), on: .listSeatsOfUser, user: "bob@contoso.com", call: 2))
        #expect(ids == ["fault-1"])
        let answers = (0..<3).map { _ in world.respond(to: .get("/V1/Users/bob@contoso.com/Seats"))
        }
        #expect(answers.map(\.status) == [200, 503, 200])
        #expect(
            world.journal.map(\.operation) == [
                .listSeatsOfUser, .listSeatsOfUser, .listSeatsOfUser,
            ])
        #expect(world.journal.count { $0.fault == "fault-1" } == 1)
    }

    @Test func `of a world tells how often it has matched and acted`() throws {
        let world = try Emulator().world("a")
        let first = Seatfiller.Fault(.status(503), user: "bob@contoso.com", call: 2)
        let second = Seatfiller.Fault(.paging(.pageOverlaps(count: 3)), on: .getInventory)
        try world.faults.add(first, second)
        let answers = (0..<3).map { _ in world.respond(to: .get("/V1/Users/bob@contoso.com/Seats"))
        }
        #expect(answers.map(\.status) == [200, 503, 200])
        #expect(world.faults.all.map(\.fault) == [first, second])
        #expect(world.faults.all.map(\.id) == ["fault-1", "fault-2"])
        #expect(world.faults.all.map(\.matchedCount) == [3, 0])
        #expect(world.faults.all.map(\.firedCount) == [1, 0])
        world.faults.remove("fault-1")
        #expect(world.faults.all.map(\.id) == ["fault-2"])
    }

    @Test func `that performs a request tells what refused it`() throws {
        let world = try Emulator().world("a")
        try world.faults.add(
            Seatfiller.Fault(.before([.get("/V1/Users/nobody@contoso.com/Seats")])))
        #expect(world.respond(to: .get("/V1/Inventory")).status == 200)
        let error = try #require(world.faults.all[0].lastError)
        #expect(error.contains("404"))
    }

    @Test func `is refused with all the others where there is no room`() throws {
        let world = try Emulator().world("a")
        let many = Array(repeating: Seatfiller.Fault(.status(503)), count: 1001)
        #expect(throws: SeatfillerError.self) { try world.faults.add(many) }
        #expect(world.respond(to: .get("/V1/Inventory")).status == 200)
    }

    @Test func `of a text says what is wrong, and where`() throws {
        let error = try #require(throws: SeatfillerError.self) {
            try Seatfiller.Fault.list(json: #"{"do":{"stat":503}}"#)
        }
        #expect(
            error.description == #"fault:1:8: unknown member "stat" in do; did you mean "status"?"#)
    }

    /// The compiler knows that each entry of the catalogue has a case, and each case an entry.
    @Test(arguments: PagingFault.catalogue)
    func `of paging is that of the catalogue, with its default`(entry: PagingFault) throws {
        let fault = Seatfiller.Fault.Paging(entry.name)
        #expect(fault.name == entry.name)
        let number = entry.parameter.flatMap { fault.form[$0.name]?.integer }
        #expect(number == entry.parameter?.standard)
    }

    @Test func `has the operations and the APIs that there are`() {
        let roster = Roster.standard
        #expect(Set(Seatfiller.Operation.allCases.map(\.rawValue)) == Set(roster.operations))
        #expect(
            Set(Seatfiller.Operation.API.allCases.map(\.rawValue))
                == Set(roster.apis.map { $0.name }))
    }

    @Test func `that no request can have ends the process, and says why`() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Seatfiller.Fault(.paging(.pageOverlaps()), on: .listSeats, page: 1)
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("page 1 cannot have page-overlaps; no page is before it"))
        #expect(text.contains("TypedFaultTests.swift:"))
    }
}

@Suite struct `A typed quirk` {
    @Test func `is one that there is, in each of its settings`() {
        let known = Roster.standard.quirks.flatMap { quirk in
            quirk.settings.map { "\(quirk.name)=\($0)" }
        }
        #expect(Set(Seatfiller.Quirk.allCases.map(\.description)) == Set(known))
        #expect(Seatfiller.Quirk.allCases.count == known.count)
    }

    @Test func `is set in one world and not in the other`() throws {
        let emulator = try Emulator()
        let (world, other) = (try emulator.world("a"), try emulator.world("b"))
        let page = Emulator.Request.get("/V1/Users/max@contoso.com/Seats?maxResults=101")
        world.set(.storeMaxResults(.clamp))
        #expect(world.respond(to: page).status == 200)
        #expect(other.respond(to: page).status == 400)
        #expect(Set(world.quirks).subtracting(other.quirks) == [.storeMaxResults(.clamp)])
        let names = Roster.standard.quirks.map { $0.name }
        #expect(other.quirks.map(\.name).sorted() == names.sorted())
        try world.reset()
        #expect(world.respond(to: page).status == 400)
    }
}

@Suite struct `A new world` {
    @Test func `begins with its own seeds, and returns to them`() throws {
        let emulator = try Emulator()
        let world = try emulator.newWorld(
            "a", seed: Seatfiller.Seed(organizations: [.init("t", users: ["zoe@contoso.com"])]),
            quirks: [.storeMaxResults(.clamp)],
            faults: [Seatfiller.Fault(.status(503), times: 1)])
        let seats = Emulator.Request.get("/V1/Users/zoe@contoso.com/Seats")
        #expect((0..<2).map { _ in world.respond(to: seats).status } == [503, 200])
        #expect(world.respond(to: .get("/V1/Users/bob@contoso.com/Seats")).status == 404)
        #expect(emulator.respond(to: seats).status == 404)
        try world.reset()
        #expect((0..<2).map { _ in world.respond(to: seats).status } == [503, 200])
    }

    @Test func `has a name that no other world has`() throws {
        let emulator = try Emulator()
        _ = try emulator.newWorld("a")
        #expect(throws: SeatfillerError.self) { try emulator.newWorld("a") }
        #expect(throws: SeatfillerError.self) { try emulator.newWorld("a b") }
        #expect(throws: SeatfillerError.self) { try emulator.newWorld("default") }
    }
}

extension Seatfiller.Fault.Paging {
    /// The fault of an entry of the catalogue, with the entry's own number.
    fileprivate init(_ name: PagingFault.Name) {
        self =
            switch name {
            case .tokenExpired: .tokenExpired
            case .tokenOneShot: .tokenOneShot
            case .tokenRepeats: .tokenRepeats
            case .tokenRestarts: .tokenRestarts
            case .tokenAtEnd: .tokenAtEnd
            case .tokenNull: .tokenNull
            case .tokenEmpty: .tokenEmpty
            case .tokenNeedsEscaping: .tokenNeedsEscaping
            case .tokenLong: .tokenLong()
            case .pageEmpty: .pageEmpty
            case .pageShort: .pageShort()
            case .pageLong: .pageLong()
            case .pageOverlaps: .pageOverlaps()
            case .pageSkips: .pageSkips()
            case .pageShuffled: .pageShuffled
            case .membersUnknown: .membersUnknown
            case .membersNull: .membersNull
            case .totalZero: .totalZero
            case .totalHigh: .totalHigh
            case .totalLow: .totalLow
            case .totalMissing: .totalMissing
            case .metadataMissing: .metadataMissing
            case .pastEndRepeats: .pastEndRepeats
            }
    }
}
