import Emulation
import Foundation
import Seatfiller
import Synchronization
import Testing

/// Everything that puts another state in a world's place, while others ask.
@Suite struct `A world that is reset or replaced` {
    /// Asks again and again on several threads while `change` runs.
    ///
    /// - Returns: the different answers.
    private func answers(
        _ admin: Admin, to target: String, while change: @Sendable () -> Void
    ) -> Set<String> {
        let isDone = Mutex(false)
        let answers = Mutex<Set<String>>([])
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            if number == 0 {
                change()
                isDone.withLock { $0 = true }
            }
            while !isDone.withLock({ $0 }) {
                let answer = admin.get(target)
                answers.withLock { _ = $0.insert(answer) }
            }
        }
        return answers.withLock { $0 }
    }

    private static func settings(isFile: Bool) -> Settings {
        var settings = Settings()
        if isFile { settings.store = TemporaryStore().path }
        return settings
    }

    @Test(arguments: [false, true])
    func `by a reset shows nobody the old state's quirks with the new state's data`(isFile: Bool)
        throws
    {
        let admin = try Admin(Self.settings(isFile: isFile))
        // It is a 400 until the quirk is set, and then shows both of Bob's seats.
        let target = "/V1/Users/bob@contoso.com/Seats?maxResults=101"
        let answers = answers(admin, to: target) {
            for _ in 0..<300 {
                _ = admin.call("POST", Admin.assign)
                _ = admin.call("PUT", "/__admin/quirks", #"{"store.maxResults":"clamp"}"#)
                _ = admin.call("POST", "/__admin/reset")
            }
        }
        let statuses = answers.map { $0.prefix(3) }
        #expect(Set(statuses).isSubset(of: ["400", "200"]))
        for answer in answers where answer.hasPrefix("200") {
            #expect(answer.matches(of: /productId/).count == 2, "\(answer)")
        }
    }

    @Test(arguments: [false, true])
    func `by a seed shows nobody the old state's data without its faults`(isFile: Bool)
        throws
    {
        let admin = try Admin(Self.settings(isFile: isFile))
        let full = admin.emulator.respond(to: .get("/__admin/export")).body
        let faulty = #"{"faults":[{"do":{"status":503}}]}"#
        let answers = answers(admin, to: "/V1/Users/bob@contoso.com/Seats") {
            for _ in 0..<100 {
                _ = admin.call("PUT", "/__admin/seed", faulty)
                _ = admin.call("PUT", "/__admin/seed", full)
            }
        }
        // With the data gone and no fault it would be a 404.
        #expect(Set(answers.map { $0.prefix(3) }).isSubset(of: ["200", "503"]))
    }

    @Test func `begins its journal, its identifiers and its clock anew`() throws {
        let admin = try Admin()
        _ = admin.bob()
        let world = try admin.emulator.world("default")
        let (journal, clock) = (world.journal, world.clock)
        #expect(journal.entries.count == 1)
        clock.freeze()
        try world.reset()
        #expect(journal.entries.isEmpty)
        #expect(admin.get("/__admin/clock").contains(#""frozen":false"#))
        _ = admin.bob()
        #expect(journal.entries.map(\.id) == [1])
    }

    @Test func `goes on being the world that it was for those who hold it`() throws {
        let emulator = try Emulator()
        let world = try emulator.world("a")
        let (clock, faults) = (world.clock, world.faults)
        try world.reset()
        try clock.freeze(at: "2018-05-01T12:00:00Z")
        try faults.add(Seatfiller.Fault(.status(418)))
        let answer = world.respond(to: .get("/V1/Inventory"))
        #expect(answer.status == 418)
        #expect(answer.header("Date") == "Tue, 01 May 2018 12:00:00 GMT")
    }

    @Test func `keeps its snapshots, its name and the count of its requests`() throws {
        let admin = try Admin()
        _ = admin.call("POST", Admin.assign)
        _ = admin.call("PUT", "/__admin/snapshots/two")
        _ = admin.call("POST", "/__admin/reset")
        #expect(admin.bob() == Admin.one)
        #expect(admin.call("POST", "/__admin/snapshots/two/restore").hasPrefix("200 "))
        #expect(admin.bob() == Admin.two)
        #expect(admin.get("/__admin/worlds").contains(#""name":"default","#))
        #expect(admin.get("/__admin/worlds").contains(#""requests":3,"#))
    }

    @Test func `by a snapshot keeps its clock, faults, quirks and journal`() throws {
        let admin = try Admin()
        _ = admin.call("PUT", "/__admin/snapshots/s")
        _ = admin.call("PUT", "/__admin/quirks", #"{"store.maxResults":"clamp"}"#)
        _ = admin.call("PUT", "/__admin/clock", #"{"now":"2018-05-01","frozen":true}"#)
        _ = admin.call(
            "POST", "/__admin/faults", #"{"do":{"status":503},"match":{"api":"elements"}}"#)
        _ = admin.call("POST", Admin.assign)
        _ = admin.call("POST", "/__admin/snapshots/s/restore")
        #expect(admin.bob() == Admin.one)
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats?maxResults=101").hasPrefix("200 "))
        #expect(admin.get("/__admin/clock").contains("2018-05-01T00:00:00"))
        #expect(admin.get("/__admin/faults").contains("503"))
        #expect(admin.emulator.respond(to: .get("/__admin/requests")).body.contains(#""id":3"#))
    }

    @Test func `loses no update of its quirks, whoever else sets some`() async throws {
        let admin = try Admin()
        let quirks = [
            ("store.maxResults", "reject", "clamp"), ("store.objectId", "reject", "accept"),
        ]
        let lost = await withTaskGroup(of: Int.self) { group in
            for (name, standard, other) in quirks {
                group.addTask {
                    (0..<500).count { round in
                        let value = round % 2 == 0 ? other : standard
                        _ = admin.call("PUT", "/__admin/quirks", #"{"\#(name)":"\#(value)"}"#)
                        let now = admin.get("/__admin/quirks")
                        return !now.contains(#"{"name":"\#(name)","value":"\#(value)""#)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(lost == 0)
    }
}

@Suite struct `A store file too large for its seeded state to be kept` {
    private func admin() throws -> Admin {
        var settings = Settings()
        settings.largestSeededFile = 0
        settings.store = TemporaryStore().path
        return try Admin(settings)
    }

    @Test func `is not reset once it has been changed, and says so`() throws {
        let admin = try admin()
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("200 "))
        _ = admin.call("POST", Admin.assign)
        #expect(
            admin.call("POST", "/__admin/reset") == """
                409 {"type":"about:blank","title":"Conflict","status":409,"detail":"The store file \
                has changed, and was too large for its seeded state to be kept in memory.",\
                "code":"seeded-state-lost","hint":"PUT /__admin/snapshots/{name} keeps a state of \
                any size; a start with --reseed loads the seeds again."}
                """)
        #expect(admin.bob() == Admin.two)
        let error = #expect(throws: SeatfillerError.self) {
            try admin.emulator.world("default").reset()
        }
        #expect(error?.description.contains("too large for its seeded state") == true)
    }

    @Test func `returns to a snapshot, and to a seed that is put in its place`() throws {
        let admin = try admin()
        let seed = admin.emulator.respond(to: .get("/__admin/export")).body
        _ = admin.call("PUT", "/__admin/snapshots/s")
        _ = admin.call("POST", Admin.assign)
        #expect(admin.call("POST", "/__admin/snapshots/s/restore").hasPrefix("200 "))
        #expect(admin.bob() == Admin.one)
        #expect(admin.call("PUT", "/__admin/seed", seed).hasPrefix("200 "))
        _ = admin.call("POST", Admin.assign)
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("200 "))
        #expect(admin.bob() == Admin.one)
    }

    @Test func `gives its worlds the state at the time when the first of them is made`() throws {
        let admin = try admin()
        _ = admin.call("POST", Admin.assign)
        #expect(admin.bob("/__world/a") == Admin.two)
        _ = admin.call("DELETE", Admin.assign)
        #expect(admin.bob("/__world/b") == Admin.two)
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("409 "))
        #expect(admin.call("POST", "/__world/a/__admin/reset").hasPrefix("200 "))
    }

    @Test func `is reset where a world has been made before the first change`() throws {
        let admin = try admin()
        #expect(admin.bob("/__world/a") == Admin.one)
        _ = admin.call("POST", Admin.assign)
        #expect(admin.call("POST", "/__admin/reset").hasPrefix("200 "))
        #expect(admin.bob() == Admin.one)
    }
}
