import Emulation
import Foundation
import Seatfiller
import Testing

@Suite struct `The demo seed inside the executable` {
    /// What an emulator holds, as a store, but for the header, which counts its versions.
    private func content(_ seed: Seatfiller.Seed, clock: String) throws -> Data {
        var settings = Settings()
        settings.seeds = [seed]
        settings.clock = Instant(clock)
        let file = TemporaryStore()
        defer { file.remove() }
        try Emulator(settings).keep(at: file.path)
        return try Data(contentsOf: URL(filePath: file.path)).dropFirst(100)
    }

    @Test func `is what its JSON makes, whenever that is loaded`() throws {
        let inside = try content(.demo, clock: "2019-01-01")
        let json = try content(.path("seed/demo.json"), clock: "2031-01-01")
        #expect(inside.count > 100_000)
        #expect(inside == json, "the seed or a table has changed: make demo")
    }
}

@Suite struct `A store as a seed` {
    private let folder: URL
    private let path: String
    private let edgeCases = Seatfiller.Seed.path("seed/edge-cases.json")

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "seatfiller-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "edge.db").path
        try Emulator(seed: edgeCases).keep(at: path)
    }

    private func export(_ emulator: Emulator) -> String {
        emulator.respond(to: .get("/__admin/export")).body
    }

    private func assign(_ emulator: Emulator) -> Int {
        emulator.respond(
            to: .post("/V1/Inventory/9NBLGGH4R2R6/0016/Seats/carol@contoso.com")
        ).status
    }

    /// Why an emulator does not start.
    private func refusal(
        _ seeds: Seatfiller.Seed..., store: String? = nil, reseeds: Bool = false
    ) -> String {
        do {
            _ = try emulator(seeds, store: store, reseeds: reseeds)
            return ""
        } catch {
            return error.description
        }
    }

    private func emulator(
        _ seeds: [Seatfiller.Seed], store: String? = nil, reseeds: Bool = false
    ) throws(SeatfillerError) -> Emulator {
        var settings = Settings()
        settings.seeds = seeds
        settings.store = store
        settings.reseeds = reseeds
        return try Emulator(settings)
    }

    @Test func `holds what the seeds hold that it was made of`() throws {
        let (one, other) = (try Emulator(seed: .path(path)), try Emulator(seed: edgeCases))
        #expect(export(one).count > 10_000)
        #expect(export(one) == export(other))
        #expect(try one.inventory == other.inventory)
    }

    @Test func `stays as it is, and resets and worlds return to it`() throws {
        let before = try Data(contentsOf: URL(filePath: path))
        try Emulator(seed: .demo).keep(at: folder.appending(path: "demo.db").path)
        let emulator = try Emulator(seed: .path(folder.appending(path: "demo.db").path))
        let seeded = export(emulator)
        #expect(assign(emulator) == 200)
        #expect(export(emulator) != seeded)
        #expect(try emulator.world("a").respond(to: .get("/__admin/export")).body == seeded)
        #expect(emulator.respond(to: .post("/__admin/reset")).status == 200)
        #expect(export(emulator) == seeded)
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "demo.db", "edge.db",
            ])
    }

    @Test func `is added to by what stands behind it, faults too`() throws {
        let emulator = try Emulator(
            seed: .path(path),
            .json(
                """
                {"storeForBusiness":[{"tenantId":"t","users":[{"userName":"new@new"}]}],
                 "faults":[{"when":{"call":2},"do":{"status":503}}]}
                """))
        #expect(emulator.respond(to: .get("/V1/Users/new@new/Seats")).body == #"{"seats":[]}"#)
        #expect(emulator.respond(to: .get("/V1/Users/new@new/Seats")).status == 503)
    }

    @Test func `fills a new store file, and with a reseed one that exists`() throws {
        let copy = folder.appending(path: "copy.db").path
        let expected = export(try Emulator(seed: edgeCases))
        #expect(export(try emulator([.path(path)], store: copy)) == expected)
        #expect(assign(try emulator([.demo], store: copy, reseeds: true)) == 200)
        #expect(export(try emulator([.path(path)], store: copy, reseeds: true)) == expected)
    }

    @Test func `is found in a folder of seeds`() throws {
        try Data(#"{"applications":[]}"#.utf8).write(to: folder.appending(path: "more.json"))
        #expect(
            export(try Emulator(seed: .path(folder.path)))
                == export(try Emulator(seed: edgeCases)))
    }

    @Test func `is what a store file holds that is served at the same time`() throws {
        let live = folder.appending(path: "live.db").path
        let emulator = try emulator([.demo], store: live)
        #expect(assign(emulator) == 200)
        #expect(export(try Emulator(seed: .path(live))) == export(emulator))
    }

    @Test func `is read anew as the others are`() throws {
        let emulator = try Emulator(seed: .path(path))
        try FileManager.default.removeItem(atPath: path)
        try Emulator(seed: .demo).keep(at: path)
        try emulator.reload()
        #expect(export(emulator) == export(try Emulator(seed: .demo)))
    }

    @Test func `comes first, and once`() {
        let expected = "the store \(path) follows other seeds; name it first"
        #expect(refusal(.json("{}"), .path(path)) == expected)
        #expect(refusal(.path(path), .path(path)) == expected)
    }

    @Test func `that is none is refused, and why is said`() throws {
        let file = folder.appending(path: "odd.db")
        try Data().write(to: file)
        #expect(refusal(.path(file.path)) == "the store \(file.path) is empty")
        try Data(String(repeating: "no database ", count: 100).utf8).write(to: file)
        #expect(refusal(.path(file.path)) == "the store \(file.path) is not a SQLite database")
        #expect(refusal(.path("/nowhere/x.db")) == "there is no seed at /nowhere/x.db")
    }

    @Test func `is not made where it would lose something, or is there already`() throws {
        let faulty = try Emulator(seed: .json(#"{"faults":[{"do":{"status":503}}]}"#))
        let error = try #require(throws: SeatfillerError.self) { try faulty.keep(at: path + "2") }
        #expect(
            error.description
                == "a store cannot hold faults; give them in a seed of their own after the store"
        )
        let other = try #require(throws: SeatfillerError.self) {
            try Emulator(seed: .demo).keep(at: path)
        }
        #expect(other.description == "\(path) exists already; name another file")
    }
}
