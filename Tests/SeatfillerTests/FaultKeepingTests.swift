import Seatfiller
import Testing

@Suite struct `The faults that a world keeps` {
    private static let one = #"{"do":{"status":503}}"#

    private func list(_ count: Int) -> String {
        "[" + Array(repeating: Self.one, count: count).joined(separator: ",") + "]"
    }

    private func ids(_ admin: Admin, _ world: String = "") -> [String] {
        admin.get(world + "/__admin/faults").matches(of: /"id":"([^"]+)"/).map { String($0.1) }
    }

    @Test func `are a thousand, and more are refused as a whole`() throws {
        let admin = try Admin()
        let refusal =
            #"503 {"type":"about:blank","title":"Service Unavailable","status":503,"#
            + #""detail":"A world keeps at most 1000 faults. This world has 0, and the request adds too many.","#
            + #""code":"too-many-faults","hint":"DELETE /__admin/faults makes room."}"#
        #expect(
            admin.call("POST", "/__admin/faults", list(1001))
                == refusal.replacing("DELETE /__admin/faults makes room.", with: "Send fewer."))
        #expect(ids(admin).isEmpty)
        #expect(admin.call("POST", "/__admin/faults", list(1000)).hasPrefix("201 "))
        #expect(ids(admin).count == 1000)
        let more = admin.call("POST", "/__admin/faults", Self.one)
        #expect(more == refusal.replacing("has 0", with: "has 1000"))
        #expect(admin.call("DELETE", "/__admin/faults/fault-7") == "204 ")
        #expect(
            admin.call("POST", "/__admin/faults", list(2))
                == refusal.replacing("has 0", with: "has 999"))
        #expect(admin.call("POST", "/__admin/faults", Self.one) == #"201 {"id":"fault-1001"}"#)
    }

    @Test func `that have no room in a new world make none`() throws {
        let admin = try Admin(.json(#"{"faults":\#(list(600))}"#))
        let answer = admin.call("POST", "/__world/a/__admin/faults", list(401))
        #expect(answer.contains("This world has 600, and the request adds too many"))
        #expect(admin.get("/__admin/worlds").matches(of: /"name"/).count == 1)
        #expect(admin.call("POST", "/__world/a/__admin/faults", list(400)).hasPrefix("201 "))
    }

    @Test func `come out of a seed with the place of the first one too many`() throws {
        let seed = #"{"faults":\#(list(1001))}"#
        let mistake =
            "seed:1:22012: a world keeps 1000 faults, and has room for 1000 of these; leave out this "
            + "fault and those after it"
        let error = try #require(throws: SeatfillerError.self) { try Emulator(seed: .json(seed)) }
        #expect(error.description.hasSuffix(mistake.dropFirst("seed".count)))
        let admin = try Admin()
        for method in ["PUT", "POST"] {
            let answer = admin.call(method, "/__admin/seed", seed)
            #expect(answer.hasPrefix("422 "))
            #expect(answer.contains(mistake), "\(answer)")
        }
        #expect(ids(admin).isEmpty)
        #expect(admin.bob() == Admin.one)
        // Several seeds add up.
        #expect(throws: SeatfillerError.self) {
            try Emulator(
                seed: .json(#"{"faults":\#(list(600))}"#), .json(#"{"faults":\#(list(401))}"#))
        }
    }

    @Test func `are added by a seed that is added, and replaced by one that replaces`() throws {
        let admin = try Admin(.json(#"{"faults":[\#(Self.one)]}"#))
        #expect(admin.call("POST", "/__admin/faults", Self.one).hasPrefix("201 "))
        #expect(admin.call("DELETE", "/__admin/faults/fault-1") == "204 ")
        #expect(admin.call("POST", "/__admin/seed", #"{"faults":\#(list(2))}"#).hasPrefix("200 "))
        #expect(ids(admin) == ["fault-2", "fault-3", "fault-4"])
        #expect(admin.get("/V1/Inventory").hasPrefix("503 "))
        let tooMany = admin.call("POST", "/__admin/seed", #"{"faults":\#(list(998))}"#)
        #expect(
            tooMany.contains(
                "seed:1:21946: a world keeps 1000 faults, and has room for 997 of these"))
        #expect(ids(admin).count == 3)
        let mistake = #"{"match":{"operation":"store.listSeat"},"do":{"status":503}}"#
        #expect(
            admin.call("POST", "/__admin/seed", #"{"faults":[\#(mistake)]}"#).contains(
                #"did you mean \"store.listSeats\"?"#))
        // Back to what the seed has, under the ids that it had.
        _ = admin.call("POST", "/__admin/reset")
        #expect(ids(admin) == ["fault-1"])
        #expect(admin.call("PUT", "/__admin/seed", #"{"faults":\#(list(3))}"#).hasPrefix("200 "))
        #expect(ids(admin) == ["fault-1", "fault-2", "fault-3"])
    }

    @Test func `are copied with all that they have counted and spent`() throws {
        let admin = try Admin()
        let faults =
            #"[{"do":{"status":503},"when":{"times":1}},{"do":{"status":500},"when":{"call":3}}]"#
        _ = admin.call("POST", "/__world/a/__admin/faults", faults)
        #expect(admin.get("/__world/a/V1/Inventory").hasPrefix("503 "))
        #expect(admin.call("PUT", "/__admin/worlds/b", #"{"from":"a"}"#).hasPrefix("201 "))
        let listed = admin.get("/__world/a/__admin/faults")
        #expect(admin.get("/__world/b/__admin/faults") == listed)
        #expect(listed.contains(#""matched":1,"fired":1}"#))
        func statuses(_ world: String) -> [String] {
            (0..<3).map { _ in String(admin.get("/__world/\(world)/V1/Inventory").prefix(3)) }
        }
        #expect(statuses("b") == ["200", "500", "200"])
        #expect(statuses("a") == ["200", "500", "200"])
        #expect(
            admin.call("POST", "/__world/b/__admin/faults", Self.one) == #"201 {"id":"fault-3"}"#)
        // A copy returns to what it was made with.
        _ = admin.call("POST", "/__world/b/__admin/reset")
        #expect(admin.get("/__world/b/__admin/faults") == listed)
        #expect(statuses("b") == ["200", "500", "200"])
        _ = admin.call("POST", "/__world/a/__admin/reset")
        #expect(ids(admin, "/__world/a").isEmpty)
    }

    @Test func `are no data: a snapshot leaves them as they are`() throws {
        let admin = try Admin()
        let once = #"{"do":{"status":503},"when":{"times":1}}"#
        _ = admin.call("POST", "/__admin/faults", once)
        #expect(admin.call("PUT", "/__admin/snapshots/s").hasPrefix("201 "))
        #expect(admin.get("/V1/Inventory").hasPrefix("503 "))
        _ = admin.call("POST", "/__admin/faults", once)
        let listed = admin.get("/__admin/faults")
        #expect(admin.call("POST", "/__admin/snapshots/s/restore").hasPrefix("200 "))
        #expect(admin.get("/__admin/faults") == listed)
        #expect(admin.call("POST", "/__admin/faults", Self.one) == #"201 {"id":"fault-3"}"#)
    }
}
