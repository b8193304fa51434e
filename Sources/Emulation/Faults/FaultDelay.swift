import Glibc

extension Fault {
    enum Delay: Sendable {
        case fixed(Double)
        case uniform(from: Double, to: Double)
        case lognormal(median: Double, sigma: Double)

        /// The longest delay of an answer, however many faults delay it.
        static let longest = Duration.seconds(600)
        static let longestMilliseconds = 600_000.0

        var isRandom: Bool {
            if case .fixed = self { false } else { true }
        }

        func duration(_ dice: inout Dice) -> Duration {
            let milliseconds =
                switch self {
                case .fixed(let milliseconds): milliseconds
                case .uniform(let from, let to): from + (to - from) * dice.uniform()
                case .lognormal(let median, let sigma): median * exp(sigma * dice.normal())
                }
            return .milliseconds(min(max(0, milliseconds), Self.longestMilliseconds))
        }
    }
}

extension SeedReader {
    /// Reads the member `delay` of `do`.
    mutating func delay() throws -> Fault.Delay? {
        var delays: [Fault.Delay?] = []
        let range = 0...Fault.Delay.longestMilliseconds
        let members = ["milliseconds", "uniform", "lognormal"]
        let start = try object("delay", members: members) { seed, member in
            switch member {
            case "milliseconds":
                delays.append(try seed.number("milliseconds", in: range).map(Fault.Delay.fixed))
            case "uniform": delays.append(try seed.uniform(range))
            default: delays.append(try seed.lognormal(range))
            }
        }
        if let start, delays.count != 1 {
            let known = members.joined(separator: ", ")
            note("delay must have one of \(known), not \(delays.count)", at: start)
        }
        return delays.first ?? nil
    }

    private mutating func uniform(_ range: ClosedRange<Double>) throws -> Fault.Delay? {
        let start = try place()
        let before = mistakeCount
        var bounds: [Double] = []
        try array("uniform") { seed in
            if let bound = try seed.number("a bound of uniform", in: range) { bounds.append(bound) }
        }
        guard mistakeCount == before else { return nil }
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            note("uniform must be [from, to]", at: start)
            return nil
        }
        return .uniform(from: bounds[0], to: bounds[1])
    }

    private mutating func lognormal(_ range: ClosedRange<Double>) throws -> Fault.Delay? {
        var median: Double?
        var sigma: Double?
        let members = ["median", "sigma"]
        try object("lognormal", members: members, required: members) { seed, member in
            if member == "median" {
                median = try seed.number("median", in: range)
            } else {
                sigma = try seed.number("sigma", in: 0...10)
            }
        }
        guard let median, let sigma else { return nil }
        return .lognormal(median: median, sigma: sigma)
    }
}
