import JSON

/// A fault of a world, and what has been counted of it.
package struct FaultEntry: Sendable {
    /// From 1 on, in the order in which the faults were added.
    let number: Int
    package let fault: Fault
    /// How many requests the fault has matched.
    package private(set) var matched: Int64 = 0
    /// How often the fault has acted.
    package private(set) var fired: Int64 = 0
    private var window: Window?
    /// What the latest request said that the fault performs and that was refused.
    package internal(set) var lastError: String?

    /// A time in which a throttle counts calls.
    private struct Window {
        let start: Instant
        var calls: Int64 = 0
    }

    init(number: Int, fault: Fault) {
        self.number = number
        self.fault = fault
    }

    package var id: String { "fault-\(number)" }

    /// The fault as it was given, with its id and how often it has matched and fired.
    var json: JSON {
        .object(
            [JSON.Member(name: "id", value: .string(id))] + fault.text.members + [
                JSON.Member(name: "matched", value: .integer(matched)),
                JSON.Member(name: "fired", value: .integer(fired)),
            ] + (lastError.map { [JSON.Member(name: "lastError", value: .string($0))] } ?? []))
    }

    /// Counts a request that the fault matches.
    ///
    /// - Returns: the dice for this request, or nil if the fault does not act on it.
    mutating func match() -> Dice? {
        let when = fault.when
        matched += 1
        var dice = Dice(seed: when.seed ?? Int64(number), call: matched)
        let isLucky = dice.uniform() < when.probability ?? 1
        return matched >= when.call ?? 1 && fired < when.mostTimes && isLucky ? dice : nil
    }

    /// What the fault can do to a request, each effect for itself.
    func turns(_ dice: Dice) -> [FaultTurn] {
        fault.effects.map { effect in
            FaultTurn(number: number, fault: fault, effect: effect, dice: dice)
        }
    }

    /// Holds one of the fault's times for a page that may not be able to have the fault.
    mutating func reserve() { fired += 1 }

    mutating func giveBack() { fired -= 1 }

    /// Counts that the fault acts, and adds its delay and one effect, if any, to an outcome.
    mutating func act(_ effect: Fault.Effect?, on outcome: inout FaultOutcome?, _ dice: Dice) {
        fired += 1
        var dice = dice
        let delay = fault.delay?.duration(&dice) ?? .zero
        var present = outcome ?? FaultOutcome()
        if present.id == nil || effect != nil { present.id = id }
        present.effect = effect ?? present.effect
        present.delay += delay
        present.acts += 1
        present.before += fault.before.map { FaultOutcome.Step(fault: number, asked: $0) }
        present.after += fault.after.map { FaultOutcome.Step(fault: number, asked: $0) }
        outcome = present
    }

    /// Counts a call in the window of a throttle.
    ///
    /// - Returns: the seconds until the window ends, or nil if the call is within the limit.
    mutating func countCall(
        limit: Int64, windowSeconds seconds: Int64, at now: Instant
    ) -> Int64? {
        var present = window ?? Window(start: now)
        if now >= present.start.advanced(bySeconds: seconds) || now < present.start {
            present = Window(start: now)
        }
        present.calls += 1
        window = present
        guard present.calls > limit else { return nil }
        let ticks = present.start.advanced(bySeconds: seconds).ticks - now.ticks
        return max(1, (ticks + Instant.ticksPerSecond - 1) / Instant.ticksPerSecond)
    }
}
