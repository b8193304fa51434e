import Emulation
import HTTP
import HTTPTypes
import System
import TestWorlds
import Testing

@Suite struct `The faults of a world` {
    private func faults(_ text: String) throws -> Faults {
        Faults(try Fault.list(in: Array(text.utf8), for: Roster([])))
    }

    /// How late the answer to a request is, and by which fault.
    private func meet(_ faults: Faults, at now: Instant = .noon) -> (delay: Duration, id: String?) {
        let question = FaultQuestion(api: "store", Request(.get, "/V1/Inventory"), nil)
        var answer = Answer(Response(), by: WorldRule.fault)
        faults.outcome(for: question, at: now)?.mark(&answer)
        return (answer.response.delay, answer.fault)
    }

    @Test func `act as a whole, so that a delay comes with its effect or not at all`() throws {
        let faults = try faults(
            #"""
            [{"do":{"dribble":{"chunks":2,"milliseconds":0},"delay":{"milliseconds":100}},"when":{"times":1}},
             {"do":{"truncateBody":1,"delay":{"milliseconds":20}},"when":{"times":1}},
             {"do":{"delay":{"milliseconds":3}}},{"do":{"delay":{"milliseconds":4}},"when":{"call":2}}]
            """#)
        let met = (0..<4).map { _ in meet(faults) }
        #expect(
            met.map(\.delay) == [
                .milliseconds(23), .milliseconds(107), .milliseconds(3), .milliseconds(3),
            ])
        #expect(met.map(\.id) == ["fault-2", "fault-1", "fault-3", "fault-3"])
        #expect(faults.firedCount == 1 + 1 + 4 + 1)
    }

    @Test func `delay by dice that fall the same for the same seed`() throws {
        for delay in [#"{"uniform":[10,1000]}"#, #"{"lognormal":{"median":100,"sigma":1}}"#] {
            let text = #"{"do":{"delay":\#(delay)},"when":{"seed":3}}"#
            let (one, other) = (try faults(text), try faults(text))
            let delays = (0..<20).map { _ in meet(one).delay }
            #expect(delays == (0..<20).map { _ in meet(other).delay })
            #expect(Set(delays).count == 20)
        }
    }

    @Test func `are together no later than ten minutes`() throws {
        let late = #"{"do":{"delay":{"milliseconds":250000}}}"#
        for (count, seconds) in [(1, 250), (2, 500), (3, 600), (30, 600)] {
            let text = "[" + Array(repeating: late, count: count).joined(separator: ",") + "]"
            #expect(meet(try faults(text)).delay == .seconds(seconds))
        }
        let status = #"[\#(late),\#(late),{"do":{"status":503,"delay":{"milliseconds":250000}}}]"#
        #expect(meet(try faults(status)).delay == .seconds(600))
        let wide = #"{"do":{"delay":{"lognormal":{"median":600000,"sigma":10}}}}"#
        #expect(meet(try faults("[\(wide),\(wide)]")).delay <= .seconds(600))
    }

    @Test func `are bounded by the ends of time like everything else`() throws {
        let faults = try faults(#"{"do":{"throttle":{"limit":0,"windowSeconds":1000000000}}}"#)
        for now in [Instant.earliest, .noon, .latest] { #expect(meet(faults, at: now).id != nil) }
    }

    @Test func `are another world's as they are now, and go on by themselves`() throws {
        let one = try faults(
            #"[{"do":{"delay":{"milliseconds":1}},"when":{"times":2}},{"do":{"delay":{"milliseconds":2}}}]"#
        )
        #expect(one.remove("fault-2"))
        #expect(meet(one).id == "fault-1")
        let other = Faults(like: one)
        #expect(meet(other).id == "fault-1")
        #expect(meet(other).id == nil)
        #expect(meet(one).id == "fault-1")
        // No id is given twice, though fault-2 has gone.
        let more = try Fault.list(in: Array(#"{"do":{"status":503}}"#.utf8), for: Roster([]))
        #expect(try other.add(more) == ["fault-3"])
        #expect(try one.add(more) == ["fault-3"])
        one.removeAll()
        #expect(try one.add(more) == ["fault-4"])
    }

    @Test func `are a thousand at most, and all that are added or none`() throws {
        let text =
            "[" + Array(repeating: #"{"do":{"status":503}}"#, count: 600).joined(separator: ",")
            + "]"
        let faults = try faults(text)
        #expect(faults.room == 400)
        let more = try Fault.list(in: Array(text.utf8), for: Roster([]))
        #expect(throws: TooManyFaults.self) { try faults.add(more) }
        #expect(faults.list.count == 600)
        #expect(try faults.add(Array(more.prefix(400))).last == "fault-1000")
        #expect(faults.room == 0)
        #expect(throws: TooManyFaults.self) { try faults.add(Array(more.prefix(1))) }
        #expect(try faults.add([]).isEmpty)
    }
}
