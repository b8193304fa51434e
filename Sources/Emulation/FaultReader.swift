internal import HTTP
internal import HTTPTypes
internal import JSON

extension SeedReader {
    /// Reads a fault.
    ///
    /// - Parameter id: what it will be called.
    /// - Returns: nil where it is none; what is wrong has been noted.
    package mutating func fault(id: String) throws -> Fault? {
        let before = mistakeCount
        var ahead = self
        var match = Fault.Match()
        var when = Fault.Condition()
        var effects: [Fault.Effect] = []
        let place = try object("a fault", members: ["match", "when", "do"], required: ["do"]) {
            seed, member in
            switch member {
            case "match": match = try seed.match()
            case "when": when = try seed.condition()
            default: effects = try seed.effects()
            }
        }
        guard let place, mistakeCount == before else { return nil }
        guard !effects.isEmpty else {
            note("a fault does nothing", hint: "give \"do\" a member", at: place)
            return nil
        }
        return Fault(id: id, text: try ahead.value(), match: match, when: when, effects: effects)
    }

    private mutating func match() throws -> Fault.Match {
        var match = Fault.Match()
        let members = [
            "api", "operation", "method", "path", "user", "customerId", "type", "page",
        ]
        try object("match", members: members) { seed, member in
            switch member {
            case "api":
                match.api = try seed.choice("api", of: ["store", "elements", "entra", "avepoint"])
            case "operation": match.operation = try seed.operation()
            case "method": match.method = try seed.string("method")?.uppercased()
            case "path": match.path = try seed.path()
            case "user": match.user = try seed.string("user")?.lowercased()
            case "customerId": match.customerID = try seed.string("customerId")?.lowercased()
            case "type":
                match.type = try seed.integer("type", in: 0...Int64.max).map(String.init)
            default: match.page = try seed.integer("page", in: 1...Int64.max)
            }
        }
        return match
    }

    private mutating func path() throws -> PathGlob? {
        let start = try place()
        guard let pattern = try string("path") else { return nil }
        guard pattern.first == "/" || pattern.first == "*", !pattern.contains("?") else {
            note("path \"\(pattern)\" is no path", hint: "write it /V1/Users/*/Seats", at: start)
            return nil
        }
        return PathGlob(pattern)
    }

    private mutating func condition() throws -> Fault.Condition {
        var when = Fault.Condition()
        try object("when", members: ["call", "times", "probability", "seed"]) { seed, member in
            switch member {
            case "call": when.call = try seed.integer("call", in: 1...Int64.max)
            case "times": when.times = try seed.integer("times", in: 1...Int64.max)
            case "probability": when.probability = try seed.number("probability", 0...1) ?? 1
            default: when.seed = try seed.integer("seed", in: Int64.min...Int64.max) ?? 0
            }
        }
        return when
    }

    private mutating func effects() throws -> [Fault.Effect] {
        var effects: [Fault.Effect] = []
        var status: Fault.StatusFault?
        var ofStatus = Fault.StatusFault(status: 0)
        let start = try place()
        let members = [
            "status", "body", "headers", "retryAfterSeconds", "retryAfterDate", "delay",
            "connection", "truncateBody", "dribble", "throttle",
        ]
        var needsStatus = false
        try object("do", members: members) { seed, member in
            switch member {
            case "status":
                let code = try seed.integer("status", in: 200...599)
                status = code.map { Fault.StatusFault(status: Int($0)) }
            case "body":
                ofStatus.body = try seed.value()
                needsStatus = true
            case "headers":
                ofStatus.headers = try seed.headerFields()
                needsStatus = true
            case "retryAfterSeconds":
                ofStatus.retryAfterSeconds = try seed.integer("retryAfterSeconds", in: 0...1 << 31)
                needsStatus = true
            case "retryAfterDate":
                ofStatus.retryAfterDate = try seed.instant("retryAfterDate")
                needsStatus = true
            case "delay": if let delay = try seed.delay() { effects.append(.delay(delay)) }
            case "connection":
                let words = Self.connectionFaults.map(\.word)
                if let word = try seed.choice("connection", of: words) {
                    effects += Self.connectionFaults.filter { $0.word == word }
                        .map { .connection($0.delivery) }
                }
            case "truncateBody":
                if let truncation = try seed.truncation() { effects.append(.truncate(truncation)) }
            case "dribble": if let dribble = try seed.dribble() { effects.append(dribble) }
            default: if let throttle = try seed.throttle() { effects.append(throttle) }
            }
        }
        if let status {
            ofStatus.status = status.status
            effects.append(.status(ofStatus))
        } else if needsStatus {
            note("\"do\" has no \"status\" for what it says of one", hint: "add it", at: start)
        }
        return effects
    }

    /// WireMock's four.
    internal static let connectionFaults: [(word: String, delivery: Delivery)] = [
        ("EMPTY_RESPONSE", .nothing), ("CONNECTION_RESET_BY_PEER", .reset),
        ("MALFORMED_RESPONSE_CHUNK", .malformedChunk), ("RANDOM_DATA_THEN_CLOSE", .garbage),
    ]

    private mutating func headerFields() throws -> [(name: HTTPField.Name, value: String)] {
        var fields: [(name: HTTPField.Name, value: String)] = []
        let start = try place()
        let value = try value()
        for member in value.members {
            guard let name = HTTPField.Name(member.name), let text = member.value.string,
                HTTPField.isValidValue(text)
            else {
                note("headers cannot hold \"\(member.name)\"", hint: "write text", at: start)
                continue
            }
            fields.append((name, text))
        }
        return fields
    }

    private mutating func delay() throws -> Fault.Delay? {
        var delay: Fault.Delay?
        let range = 0...Fault.Delay.longestMilliseconds
        try object("delay", members: ["milliseconds", "uniform", "lognormal"]) { seed, member in
            switch member {
            case "milliseconds":
                delay = try seed.number("milliseconds", range).map(Fault.Delay.fixed)
            case "uniform":
                let place = try seed.place()
                var bounds: [Double] = []
                try seed.array("uniform") { seed in
                    if let bound = try seed.number("a bound of uniform", range) {
                        bounds.append(bound)
                    }
                }
                guard bounds.count == 2, bounds[0] <= bounds[1] else {
                    return seed.note("uniform must be [from, to]", at: place)
                }
                delay = .uniform(bounds[0], bounds[1])
            default:
                var median = 0.0
                var sigma = 0.0
                try seed.object(
                    "lognormal", members: ["median", "sigma"], required: ["median", "sigma"]
                ) { seed, member in
                    if member == "median" {
                        median = try seed.number("median", range) ?? 0
                    } else {
                        sigma = try seed.number("sigma", 0...10) ?? 0
                    }
                }
                delay = .lognormal(median: median, sigma: sigma)
            }
        }
        return delay
    }

    /// A whole number of bytes, or with a point a fraction of the content.
    private mutating func truncation() throws -> Fault.Truncation? {
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

    private mutating func dribble() throws -> Fault.Effect? {
        var pieces: Int64?
        var milliseconds: Double?
        try object(
            "dribble", members: ["chunks", "milliseconds"], required: ["chunks", "milliseconds"]
        ) { seed, member in
            if member == "chunks" {
                pieces = try seed.integer("chunks", in: 1...10_000)
            } else {
                milliseconds = try seed.number(
                    "milliseconds", 0...Fault.Delay.longestMilliseconds)
            }
        }
        guard let pieces, let milliseconds else { return nil }
        // The last piece comes when the time is over.
        let pause = Duration.milliseconds(milliseconds / Double(max(1, pieces - 1)))
        return .dribble(pieces: Int(pieces), pause: pause)
    }

    private mutating func throttle() throws -> Fault.Effect? {
        var limit: Int64?
        var window: Int64?
        try object(
            "throttle", members: ["limit", "windowSeconds"], required: ["limit", "windowSeconds"]
        ) { seed, member in
            if member == "limit" {
                limit = try seed.integer("limit", in: 0...Int64.max)
            } else {
                window = try seed.integer("windowSeconds", in: 1...1_000_000_000)
            }
        }
        guard let limit, let window else { return nil }
        return .throttle(limit: limit, windowSeconds: window)
    }

    private mutating func number(
        _ noun: String, _ range: ClosedRange<Double>
    ) throws -> Double? {
        let start = try place()
        let number: Double? =
            switch try value() {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            default: nil
            }
        if let number, range.contains(number) { return number }
        note(
            "\(noun) must be a number from \(range.lowerBound) to \(range.upperBound)", at: start)
        return nil
    }
}
