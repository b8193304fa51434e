import Glibc
import HTTP
import HTTPTypes
package import JSON
package import System

/// An answer that somebody has asked for in advance, instead of the one that would come.
package struct Fault: Sendable {
    /// As it was given.
    package let text: JSON
    let match: Match
    let when: Condition
    /// What it does, of which one acts; none where it only delays.
    let effects: [Effect]
    /// How late the answer is.
    let delay: Delay?
    /// What it takes of the server's memory, for as long as a world has it; nil for one that a
    /// request brings with it.
    private(set) var charge: MemoryCharge?

    /// The same, charged for what it holds.
    package func charged(to memory: MemoryBudget) throws(MemoryFull) -> Fault {
        var fault = self
        // Of a body there is the text, and what is sent.
        fault.charge = try memory.reserve(2 * text.text.utf8.count)
        return fault
    }

    /// When it acts, of the requests that it is for.
    struct Condition: Sendable {
        /// From which matching call on, counted from 1.
        var call: Int64?
        var times: Int64?
        /// Nil where it acts in any case.
        var probability: Double?
        /// Of its dice; nil for dice that no other fault has.
        var seed: Int64?

        /// How often it may act: one that waits for a call acts once unless it says otherwise.
        var mostTimes: Int64 { times ?? (call == nil ? .max : 1) }
    }

    enum Effect: Sendable {
        case connection(Delivery)
        case throttle(limit: Int64, windowSeconds: Int64)
        case status(StatusFault)
        case truncate(Truncation)
        case dribble(pieces: Int, pause: Duration)

        /// The member of `do` that asks for it.
        var member: String {
            switch self {
            case .connection: "connection"
            case .throttle: "throttle"
            case .status: "status"
            case .truncate: "truncateBody"
            case .dribble: "dribble"
            }
        }

        /// Whether it lets calls pass, in which another effect can act.
        var letsPass: Bool {
            if case .throttle = self { true } else { false }
        }

        /// The lowest goes first where there are several for a request.
        var precedence: Int {
            switch self {
            case .connection: 1
            case .throttle: 2
            case .status: 3
            case .truncate: 4
            case .dribble: 5
            }
        }
    }

    enum Delay: Sendable {
        case fixed(Double)
        case uniform(Double, Double)
        case lognormal(median: Double, sigma: Double)

        /// No answer is later, however many faults delay it.
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

    enum Truncation: Sendable {
        case bytes(Int64)
        case fraction(Double)

        func byteCount(of count: Int) -> Int {
            switch self {
            case .bytes(let bytes): Int(min(Int64(count), bytes))
            case .fraction(let fraction): Int(Double(count) * fraction)
            }
        }
    }

    struct StatusFault: Sendable {
        var status: Int
        var body: JSON?
        var headers: [(name: HTTPField.Name, value: String)] = []
        var retryAfterSeconds: Int64?
        var retryAfterDate: Instant?
    }
}
