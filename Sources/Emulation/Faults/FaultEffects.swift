import HTTP
import HTTPTypes
import JSON

/// What a fault does, as its member `do` says it.
struct FaultEffects {
    var effects: [Fault.Effect] = []
    var delay: Fault.Delay?
}

extension SeedReader {
    /// What a fault's status can be.
    static let statuses = 200...599

    /// WireMock's four.
    static let connectionFaults: [(word: String, delivery: Delivery)] = [
        ("EMPTY_RESPONSE", .nothing), ("CONNECTION_RESET_BY_PEER", .reset),
        ("MALFORMED_RESPONSE_CHUNK", .malformedChunk), ("RANDOM_DATA_THEN_CLOSE", .garbage),
    ]

    /// Reads the member `do`.
    mutating func effects() throws -> FaultEffects {
        var found = FaultEffects()
        var status = Fault.StatusFault(status: 0)
        var hasStatus = false
        // A member that only a status can have.
        var ofStatus: String?
        let start = try place()
        let members = [
            "status", "body", "headers", "retryAfterSeconds", "retryAfterDate", "delay",
            "connection", "truncateBody", "dribble", "throttle",
        ]
        try object("do", members: members) { seed, member in
            switch member {
            case "delay": found.delay = try seed.delay()
            case "connection":
                let words = Self.connectionFaults.map(\.word)
                let word = try seed.choice("connection", of: words)
                found.effects += Self.connectionFaults.filter { $0.word == word }
                    .map { .connection($0.delivery) }
            case "truncateBody": try seed.truncation().map { found.effects.append(.truncate($0)) }
            case "dribble": try seed.dribble().map { found.effects.append($0) }
            case "throttle": try seed.throttle().map { found.effects.append($0) }
            case "status":
                hasStatus = true
                let code = try seed.integer(
                    "status", in: Int64(Self.statuses.lowerBound)...Int64(Self.statuses.upperBound))
                status.status = code.map { Int($0) } ?? 0
            default:
                ofStatus = member
                try seed.read(member, of: &status)
            }
        }
        if hasStatus {
            found.effects.append(.status(status))
            noteUnsent(status, at: start)
        } else if let ofStatus {
            note("\"do\" has no \"status\" for its \"\(ofStatus)\"", hint: "add it", at: start)
        }
        noteIdle(found.effects, at: start)
        return found
    }

    /// Notes an effect that never acts, since another one acts before it whenever it could.
    private mutating func noteIdle(_ effects: [Fault.Effect], at place: Int) {
        let effects = effects.sorted { $0.precedence < $1.precedence }
        guard let last = effects.last,
            let other = effects.dropLast().first(where: { !$0.letsPass })
        else { return }
        note(
            "\"do\" has a \"\(other.member)\", beside which its \"\(last.member)\" never acts",
            hint: "leave one out", at: place)
    }

    /// Notes what an answer of a status cannot have.
    private mutating func noteUnsent(_ fault: Fault.StatusFault, at place: Int) {
        // One that cannot be a status has been noted.
        guard Self.statuses.contains(fault.status) else { return }
        let status = HTTPResponse.Status.registered(fault.status)
        if !status.allowsContent, fault.body != nil, fault.body != "" {
            note(
                "\"do\" has a \"body\", but an answer of status \(fault.status) has no content",
                hint: "leave it out", at: place)
        }
        let retryAfter =
            fault.retryAfterSeconds != nil
            ? "retryAfterSeconds" : fault.retryAfterDate != nil ? "retryAfterDate" : nil
        if let retryAfter, fault.headers.contains(where: { $0.name == .retryAfter }) {
            note(
                "\"do\" says \(retryAfter) and a header Retry-After", hint: "leave one out",
                at: place)
        }
    }

    /// Reads a member that says more of a status.
    private mutating func read(_ member: String, of status: inout Fault.StatusFault) throws {
        let start = try place()
        switch member {
        case "body": status.body = try value()
        case "headers": status.headers = try headerFields()
        case "retryAfterSeconds":
            status.retryAfterSeconds = try integer("retryAfterSeconds", in: 0...1 << 31)
        default: status.retryAfterDate = try instant("retryAfterDate")
        }
        if status.retryAfterSeconds != nil, status.retryAfterDate != nil {
            note(
                "\"do\" says retryAfterSeconds and retryAfterDate", hint: "leave one out", at: start
            )
            status.retryAfterDate = nil
        }
    }

    private mutating func headerFields() throws -> [(name: HTTPField.Name, value: String)] {
        var fields: [(name: HTTPField.Name, value: String)] = []
        try dictionary("headers") { seed, name, offset in
            let start = try seed.place()
            guard let value = try seed.string("the header \"\(name)\"", canBeEmpty: true) else {
                return
            }
            guard let field = HTTPField.Name(name) else {
                return seed.note("\"\(name)\" is no name of a header", at: offset)
            }
            guard HTTPField.isValidValue(value) else {
                return seed.note("the header \"\(name)\" cannot be that text", at: start)
            }
            guard field != .contentLength, field != .transferEncoding else {
                return seed.note(
                    "the header \"\(name)\" is the server's to say",
                    hint: "truncateBody sends less than the length that is said", at: offset)
            }
            guard !fields.contains(where: { $0.name == field }) else {
                return seed.note("the header \"\(name)\" stands twice", at: offset)
            }
            fields.append((field, value))
        }
        return fields
    }

    private mutating func delay() throws -> Fault.Delay? {
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
        return .uniform(bounds[0], bounds[1])
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
                    "milliseconds", in: 0...Fault.Delay.longestMilliseconds)
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
}
