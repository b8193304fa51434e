import HTTP
import JSON

extension Fault {
    /// What a fault does to a request, besides delaying its answer.
    enum Effect: Sendable {
        case connection(Delivery)
        case throttle(limit: Int64, windowSeconds: Int64)
        case status(StatusFault)
        case paging(PageFault)
        case truncate(Truncation)
        case dribble(pieces: Int, pause: Duration)

        /// What the member `connection` can be: the four words of WireMock.
        static let connections: [(word: String, delivery: Delivery)] = [
            ("EMPTY_RESPONSE", .nothing), ("CONNECTION_RESET_BY_PEER", .reset),
            ("MALFORMED_RESPONSE_CHUNK", .malformedChunk), ("RANDOM_DATA_THEN_CLOSE", .garbage),
        ]

        /// The effect's member of `do`, and its rank. Of several effects on a request, the one with
        /// the lowest rank acts.
        var member: (rank: Int, name: String) {
            switch self {
            case .connection: (1, "connection")
            case .throttle: (2, "throttle")
            case .status: (3, "status")
            case .paging: (4, "paging")
            case .truncate: (5, "truncateBody")
            case .dribble: (6, "dribble")
            }
        }

        /// Whether the effect spares some calls, on which another effect can act.
        var sparesCalls: Bool {
            switch self {
            case .throttle, .paging: true
            case .connection, .status, .truncate, .dribble: false
            }
        }
    }

    /// How much of a body is sent.
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
}

extension SeedReader {
    /// Reads an integer as a number of bytes, and a number with a point as a fraction.
    mutating func truncation() throws -> Fault.Truncation? {
        let start = try place()
        switch try value() {
        case .integer(let bytes) where bytes >= 0: return .bytes(bytes)
        case .number(let fraction) where (0...1).contains(fraction): return .fraction(fraction)
        default:
            note(
                "truncateBody must be a number of bytes, or a fraction from 0.0 to 1.0", at: start)
            return nil
        }
    }

    mutating func dribble() throws -> Fault.Effect? {
        var pieces: Int64?
        var milliseconds: Double?
        let members = ["chunks", "milliseconds"]
        try object("dribble", members: members, required: members) { seed, member in
            if member == "chunks" {
                pieces = try seed.integer("chunks", in: 1...10_000)
            } else {
                milliseconds = try seed.number(
                    "milliseconds", in: 0...Fault.Delay.longestMilliseconds)
            }
        }
        guard let pieces, let milliseconds else { return nil }
        // The first piece is sent at once, so there is one pause fewer than pieces.
        let pause = Duration.milliseconds(milliseconds / Double(max(1, pieces - 1)))
        return .dribble(pieces: Int(pieces), pause: pause)
    }

    mutating func throttle() throws -> Fault.Effect? {
        var limit: Int64?
        var window: Int64?
        let members = ["limit", "windowSeconds"]
        try object("throttle", members: members, required: members) { seed, member in
            if member == "limit" {
                limit = try seed.integer("limit", in: 0...Int64.max)
            } else {
                window = try seed.integer("windowSeconds", in: 1...1_000_000_000)
            }
        }
        guard let limit, let window else { return nil }
        return .throttle(limit: limit, windowSeconds: window)
    }
}
