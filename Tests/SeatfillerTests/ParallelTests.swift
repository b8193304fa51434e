import Foundation
import FoundationNetworking
import Seatfiller
import Testing

/// One server that two hundred tests share, each in a world of its own, all at once.
@Suite struct `Two hundred tests in parallel` {
    private static let emulator: Emulator = {
        do {
            return try Emulator()
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    @Test(arguments: 0..<200) func `share one server and see nothing of each other`(number: Int)
        throws
    {
        let world = try Self.emulator.world("test-\(number)")
        let seats = "/V1/Users/carol@contoso.com/Seats"
        #expect(world.respond(to: .get(seats)).body == #"{"seats":[]}"#)

        try world.clock.freeze(at: "2018-01-01T00:00:00Z")
        world.clock.advance(by: .seconds(number))
        let now = world.clock.now
        let assigned = world.respond(
            to: .post("/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/carol@contoso.com"))
        #expect(assigned.body.contains(#""dateAssigned":"\#(now)""#))
        #expect(world.respond(to: .get(seats)).body.contains(#""dateAssigned":"\#(now)""#))

        let status = 500 + number % 5
        try world.faults.add(Fault(.status(status), call: 2))
        #expect((0..<3).map { _ in world.respond(to: .get(seats)).status } == [200, status, 200])
        #expect(world.faults.firedCount == 1)

        let journal = world.journal.entries
        #expect(journal.map(\.id) == Array(1...6))
        #expect(journal.map(\.status) == [200, 200, 200, 200, status, 200])
        #expect(journal[1].operation == .assignSeat)
        #expect(journal.filter { $0.fault != nil }.map(\.id) == [5])

        try world.reset()
        #expect(world.respond(to: .get(seats)).body == #"{"seats":[]}"#)
        #expect(world.journal.entries.count == 1)
        world.drop()
    }
}

/// A client of one world that knows what the world must answer.
private struct Oracle {
    let base: String
    let number: Int
    /// Ann holds a seat from the seed, and is left alone.
    private static let users = ["bob", "carol", "max"].map { "\($0)@contoso.com" }
    private static let product = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats"

    private func call(_ method: String, _ path: String, _ body: String = "") async throws -> (
        Int, String
    ) {
        let target = "\(base)/__world/w\(number)\(path)"
        var request = URLRequest(url: try #require(URL(string: target)))
        request.httpMethod = method
        if !body.isEmpty { request.httpBody = Data(body.utf8) }
        let (data, response) = try await URLSession.shared.data(for: request)
        return (
            (response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self)
        )
    }

    /// Writes, breaks and asks; what was not as it must be.
    func complaints() async throws -> [String] {
        var complaints: [String] = []
        func expect(_ isRight: Bool, _ what: @autoclosure () -> String) {
            if !isRight { complaints.append("world \(number): \(what())") }
        }
        // Its own time, by which its seats are known.
        let day = "\(2010 + number % 80)-01-01T00:00:00.0000000+00:00"
        _ = try await call("PUT", "/__admin/clock", #"{"now":"\#(day)","frozen":true}"#)
        var holders: Set<String> = []
        for step in 0..<8 {
            let user = Self.users[(number + step) % Self.users.count]
            if (number + step) % 4 == 0 {
                let (status, _) = try await call("DELETE", "\(Self.product)/\(user)")
                expect(status == (holders.contains(user) ? 200 : 404), "reclaim \(status)")
                holders.remove(user)
            } else {
                let (status, body) = try await call("POST", "\(Self.product)/\(user)")
                expect(status == 200 && body.contains(day), "assign \(status) \(body)")
                holders.insert(user)
            }
        }
        let (_, list) = try await call("GET", Self.product)
        let listed = Set(list.matches(of: /"assignedTo":"([^"]+)"/).map { String($0.1) })
        expect(listed == holders.union(["ann@contoso.com"]), "\(listed), not \(holders)")
        // Its own fault, and a journal of nobody else's calls.
        let status = 500 + number % 5
        _ = try await call("POST", "/__admin/faults", #"{"do":{"status":\#(status)}}"#)
        let (broken, _) = try await call("GET", Self.product)
        expect(broken == status, "fault \(broken), not \(status)")
        let (_, count) = try await call("POST", "/__admin/requests/count", "{}")
        expect(count == #"{"count":10}"#, "journal \(count)")
        return complaints
    }
}

@Suite struct `Worlds under load` {
    @Test func `stay apart: two hundred of them, sixty-four connections`() async throws {
        let emulator = try Emulator()
        let complaints = try await emulator.serving { url in
            try await withThrowingTaskGroup(of: [String].self) { group in
                for worker in 0..<64 {
                    group.addTask {
                        var complaints: [String] = []
                        for number in stride(from: worker, to: 200, by: 64) {
                            complaints += try await Oracle(base: url, number: number).complaints()
                        }
                        return complaints
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        #expect(complaints == [])
        #expect(
            emulator.respond(to: .get("/V1/Users/carol@contoso.com/Seats")).body == #"{"seats":[]}"#
        )
    }
}
