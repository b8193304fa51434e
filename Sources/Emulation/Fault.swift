internal import Glibc
internal import HTTP
internal import HTTPTypes
package import JSON

/// An answer that somebody has asked for in advance, instead of the one that would come.
package struct Fault: Sendable {
    package let id: String
    /// As it was given, with what was left out.
    package let text: JSON
    internal let match: Match
    internal let when: Condition
    internal let effects: [Effect]

    /// Which requests it is for; what is nil is for all.
    internal struct Match: Sendable {
        var api: String?
        var operation: String?
        var method: String?
        var path: PathGlob?
        var user: String?
        var customerID: String?
        var type: String?
        var page: Int64?
    }

    /// When it fires, of the requests that it is for.
    internal struct Condition: Sendable {
        /// From which matching call on, counted from 1.
        var call: Int64?
        var times: Int64?
        var probability = 1.0
        var seed: Int64 = 0

        /// How often it may fire: one that waits for a call fires once unless it says otherwise.
        var mostTimes: Int64 { times ?? (call == nil ? .max : 1) }
    }

    /// What it does.
    internal enum Effect: Sendable {
        case delay(Delay)
        case connection(Delivery)
        case throttle(limit: Int64, windowSeconds: Int64)
        case status(StatusFault)
        case truncate(Truncation)
        case dribble(pieces: Int, pause: Duration)

        /// Who goes first where several are for one request; a delay adds to any.
        var precedence: Int {
            switch self {
            case .delay: 0
            case .connection: 1
            case .throttle: 2
            case .status: 3
            case .truncate: 4
            case .dribble: 5
            }
        }
    }

    internal enum Delay: Sendable {
        case fixed(Double)
        case uniform(Double, Double)
        case lognormal(median: Double, sigma: Double)

        /// No answer is later.
        static let longestMilliseconds = 600_000.0

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

    internal enum Truncation: Sendable {
        case bytes(Int64)
        case fraction(Double)

        func byteCount(of count: Int) -> Int {
            switch self {
            case .bytes(let bytes): Int(min(Int64(count), bytes))
            case .fraction(let fraction): Int(Double(count) * fraction)
            }
        }
    }

    internal struct StatusFault: Sendable {
        var status: Int
        var body: JSON?
        var headers: [(name: HTTPField.Name, value: String)] = []
        var retryAfterSeconds: Int64?
        var retryAfterDate: Instant?
    }
}

/// Chance that comes out the same for the same seed.
internal struct Dice: Sendable {
    private var state: UInt64

    init(seed: Int64) {
        state = UInt64(bitPattern: seed)
    }

    /// From 0 up to 1.
    mutating func uniform() -> Double {
        state &+= SplitMix.step
        return Double(SplitMix.number(of: state) >> 11) * 0x1p-53
    }

    /// Around 0, with a deviation of 1: Marsaglia's polar method.
    mutating func normal() -> Double {
        while true {
            let (x, y) = (uniform() * 2 - 1, uniform() * 2 - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }
}
