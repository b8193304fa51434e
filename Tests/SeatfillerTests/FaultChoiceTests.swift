import Emulation
import Seatfiller
import Testing

@Suite struct `The fault that acts` {
    private let bob = "/V1/Users/bob@contoso.com/Seats"

    private func admin(_ faults: String) throws -> Admin {
        var settings = Settings()
        settings.clock = .init("2018-05-01T12:00:00Z")
        let admin = try Admin(settings)
        let answer = admin.call("POST", "/__admin/faults", faults)
        #expect(answer.hasPrefix("201 "), "\(answer)")
        return admin
    }

    private func statuses(_ admin: Admin, _ count: Int, _ own: String? = nil) -> [Int] {
        (0..<count).map { _ in answer(admin, own).status }
    }

    private func answer(_ admin: Admin, _ own: String? = nil) -> Emulator.Response {
        admin.emulator.respond(
            to: Emulator.Request(
                "GET", bob, headers: own.map { [("X-Seatfiller-Fault", $0)] } ?? []))
    }

    /// How often each has matched and fired.
    private func counts(_ admin: Admin) -> [String] {
        admin.get("/__admin/faults").matches(of: /"matched":(\d+),"fired":(\d+)/).map {
            "\($0.1) \($0.2)"
        }
    }

    @Test(
        arguments: [
            (
                #"[{"do":{"status":503},"when":{"times":1}},{"do":{"status":500},"when":{"times":1}}]"#,
                [503, 500, 200], ["3 1", "3 1"]
            ),
            (
                #"""
                [{"do":{"status":500},"when":{"times":2}},
                 {"do":{"throttle":{"limit":0,"windowSeconds":9}},"when":{"times":1}}]
                """#,
                [429, 500, 500, 200], ["4 2", "4 1"]
            ),
            // What has to wait for a call acts at the first one behind it that is left to it.
            (
                #"[{"do":{"status":503},"when":{"times":2}},{"do":{"status":500},"when":{"call":2}}]"#,
                [503, 503, 500, 200], ["4 2", "4 1"]
            ),
            (
                #"[{"do":{"truncateBody":0},"when":{"times":1}},{"do":{"status":503},"when":{"call":2}}]"#,
                [200, 503, 200], ["3 1", "3 1"]
            ),
        ])
    func `spends what it is given, and others keep theirs`(
        faults: String, expected: [Int], counted: [String]
    ) throws {
        let admin = try admin(faults)
        #expect(statuses(admin, expected.count) == expected)
        #expect(counts(admin) == counted)
    }

    @Test func `counts the calls of a throttle that get as far as it`() throws {
        let admin = try admin(
            #"""
            [{"do":{"throttle":{"limit":2,"windowSeconds":60}}},
             {"do":{"connection":"EMPTY_RESPONSE"},"when":{"times":2}},
             {"do":{"status":503},"when":{"times":1}}]
            """#)
        // Two never come to it, one goes on to the status, one is within the budget.
        let ids = (0..<5).map { _ in answer(admin).header("X-Seatfiller-Fault") }
        #expect(ids == ["fault-2", "fault-2", "fault-3", nil, "fault-1"])
        #expect(counts(admin) == ["5 1", "5 2", "5 1"])
    }

    @Test func `goes on to its own next effect where its throttle lets a call pass`() throws {
        let admin = try admin(#"{"do":{"throttle":{"limit":2,"windowSeconds":60},"status":503}}"#)
        #expect(statuses(admin, 3) == [503, 503, 429])
        #expect(counts(admin) == ["3 3"])
    }

    @Test func `of two with dice falls by the dice of each`() throws {
        let admin = try admin(
            #"""
            [{"do":{"status":503},"when":{"probability":0.5}},
             {"do":{"status":500},"when":{"probability":0.5}}]
            """#)
        let found = statuses(admin, 200)
        // The second is hit in half of what the first leaves: dice of their own.
        for status in [200, 500] { #expect((20...80).contains(found.count { $0 == status })) }
        #expect(
            found
                == statuses(
                    try self.admin(
                        #"""
                        [{"do":{"status":503},"when":{"probability":0.5}},
                         {"do":{"status":500},"when":{"probability":0.5}}]
                        """#), 200))
    }

    @Test func `throws its dice by the call, whoever else acts`() throws {
        let lucky = #"{"do":{"status":503},"when":{"probability":0.5,"seed":7}}"#
        let alone = statuses(try admin(lucky), 40)
        let other = try admin(
            #"[{"do":{"connection":"EMPTY_RESPONSE"},"when":{"times":10}},\#(lucky)]"#)
        #expect(statuses(other, 40)[10...] == alone[10...])
    }

    @Test(
        arguments: [
            ("status=500", [500, 500, 503, 200]), ("delay=0", [503, 200, 200, 200]),
            ("delay=0,status=500", [500, 500, 503, 200]), (" ", [503, 200, 200, 200]),
        ])
    func `is first what a request asks for itself`(own: String, expected: [Int]) throws {
        let admin = try admin(
            #"[{"do":{"status":503},"when":{"times":1}},{"do":{"delay":{"milliseconds":0}}}]"#)
        #expect(statuses(admin, 2, own) + statuses(admin, 2) == expected)
        #expect(counts(admin) == ["4 1", "4 4"])
    }

    @Test func `is named by an answer, and nothing is named where nothing acts`() throws {
        let admin = try admin(
            #"[{"do":{"delay":{"milliseconds":0}},"when":{"times":2}},{"do":{"status":503},"when":{"times":1}}]"#
        )
        let ids = [nil, "delay=0", "status=500", " "].map {
            answer(admin, $0).header("X-Seatfiller-Fault")
        }
        #expect(ids == ["fault-2", "request", "request", nil])
        let journal = admin.get("/__admin/requests").matches(of: /"fault":("[^"]+"|null)/)
        #expect(journal.map { $0.1 } == [#""fault-2""#, #""request""#, #""request""#, "null"])
    }
}
