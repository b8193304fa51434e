import HTTP
import HTTPTypes
import JSON

extension Fault {
    /// Reads a fault or a list of them.
    ///
    /// - Parameter roster: the APIs of which it may name operations and the like.
    /// - Throws: `SeedError` with what is wrong, and where; `TooManyFaults` for more than a world
    ///   keeps.
    package static func list(in text: [UInt8], for roster: Roster) throws -> [Fault] {
        var reader = SeedReader(
            JSONText(text), file: "fault", now: .epoch, for: roster)
        var list = FaultList(room: Faults.most)
        do {
            if try reader.isArray {
                try reader.array("faults") { try list.read(&$0) }
            } else {
                try list.read(&reader)
            }
            try reader.end()
        } catch let error as JSONError {
            let mistake = SeedMistake(file: "fault", place: error.place, message: error.message)
            throw SeedError(mistakes: reader.mistakes + [mistake])
        }
        guard reader.mistakes.isEmpty else { throw SeedError(mistakes: reader.mistakes) }
        guard list.surplus == nil else { throw TooManyFaults(present: 0) }
        return list.faults
    }
}

/// Faults as they are read, as many as there is room for.
struct FaultList {
    private(set) var faults: [Fault] = []
    /// Where the first one stands that there is no room for.
    private(set) var surplus: Int?
    let room: Int

    init(room: Int) {
        self.room = room
    }

    /// Reads one; what is wrong with it is noted.
    mutating func read(_ reader: inout SeedReader) throws {
        let place = try reader.place()
        guard faults.count < room else {
            surplus = surplus ?? place
            return try reader.skip()
        }
        if let fault = try reader.fault() { faults.append(fault) }
    }
}

extension SeedReader {
    /// Reads a fault.
    ///
    /// - Returns: nil where it is none; what is wrong has been noted.
    fileprivate mutating func fault() throws -> Fault? {
        let before = mistakeCount
        var ahead = self
        var match = Fault.Match()
        var when = Fault.Condition()
        var found = FaultEffects()
        let place = try object("a fault", members: ["match", "when", "do"], required: ["do"]) {
            seed, member in
            switch member {
            case "match": match = try seed.match()
            case "when": when = try seed.condition()
            default: found = try seed.effects()
            }
        }
        guard let place, mistakeCount == before else { return nil }
        guard when.seed == nil || when.probability != nil || found.delay?.isRandom == true else {
            note(
                "\"when\" has a \"seed\", but nothing is left to chance", hint: "leave it out",
                at: place)
            return nil
        }
        guard !found.effects.isEmpty || found.delay != nil else {
            note("a fault does nothing", hint: "give \"do\" a member", at: place)
            return nil
        }
        return Fault(
            text: try ahead.value(), match: match, when: when, effects: found.effects,
            delay: found.delay)
    }

    private mutating func match() throws -> Fault.Match {
        var match = Fault.Match()
        var place = 0
        let roster = roster
        let members =
            ["api", "operation", "method", "path"] + roster.subjects.map(\.name) + ["page"]
        try object("match", members: members) { seed, member in
            switch member {
            case "api":
                match.api = try seed.choice("api", of: roster.apis.map { $0.name })
            case "operation":
                place = try seed.place()
                match.operation = try seed.choice("operation", of: roster.operations)
            case "method": match.method = try seed.method()
            case "path": match.path = try seed.path()
            case "page": match.page = try seed.integer("page", in: 1...Int64.max)
            default:
                guard let subject = roster.subjects.first(where: { $0.name == member }),
                    let value = try seed.value(of: subject)
                else { return }
                match.subjects.append((subject, value))
            }
        }
        if let api = match.api, let operation = match.operation, !operation.hasPrefix(api + ".") {
            note("operation \"\(operation)\" is none of the api \"\(api)\"", at: place)
        }
        return match
    }

    /// What a request must be about, as its path would say it.
    private mutating func value(of subject: RequestSubject) throws -> String? {
        guard subject.isNumber else { return try string(subject.name) }
        return try integer(subject.name, in: 0...Int64.max).map { String($0) }
    }

    private mutating func method() throws -> String? {
        let start = try place()
        guard let text = try string("method") else { return nil }
        if let method = HTTPRequest.Method(text.uppercased()) { return method.rawValue }
        note("method \"\(text)\" is none of HTTP's", hint: "write it GET", at: start)
        return nil
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
