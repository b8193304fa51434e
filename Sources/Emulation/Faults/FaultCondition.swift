extension Fault {
    /// When a fault acts on the requests that it matches.
    struct Condition: Sendable {
        /// The first matching call on which it acts, from 1 on.
        var call: Int64?
        var times: Int64?
        /// Nil if it always acts.
        var probability: Double?
        /// The seed of its dice. Without a seed, the dice differ from those of all other faults.
        var seed: Int64?

        /// How often it may act. A fault that waits for a call acts once unless it says otherwise.
        var mostTimes: Int64 { times ?? (call == nil ? .max : 1) }
    }
}

extension SeedReader {
    /// Reads the member `when` of a fault.
    mutating func condition() throws -> Fault.Condition {
        var when = Fault.Condition()
        try object("when", members: ["call", "times", "probability", "seed"]) { seed, member in
            switch member {
            case "call": when.call = try seed.integer("call", in: 1...Int64.max)
            case "times": when.times = try seed.integer("times", in: 1...Int64.max)
            case "probability": when.probability = try seed.probability()
            default: when.seed = try seed.integer("seed", in: Int64.min...Int64.max)
            }
        }
        return when
    }

    private mutating func probability() throws -> Double? {
        let start = try place()
        let probability = try number("probability", in: 0...1)
        if probability == 0 {
            note("a fault of probability 0 never acts", hint: "leave it out", at: start)
        }
        return probability
    }
}
