import HTTP
import HTTPTypes

extension Fault {
    /// The requests that a fault matches. A property that is nil matches all of them.
    struct Match: Sendable {
        var api: String?
        var operation: String?
        var method: String?
        var path: PathGlob?
        var subjects: [(subject: RequestSubject, value: String)] = []
        var page: Int64?

        func covers(_ asked: FaultQuestion) -> Bool {
            (api == nil || api == asked.api)
                && (operation == nil || operation == asked.operation?.name)
                && (method == nil || method == asked.request.method.rawValue)
                && (path?.matches(asked.request.target) ?? true)
                && subjects.allSatisfy { asked.isAbout($0, $1) }
                && (page == nil || page == asked.operation?.page?.number)
        }
    }
}

extension SeedReader {
    /// Reads the member `match` of a fault.
    mutating func match() throws -> Fault.Match {
        var match = Fault.Match()
        var placeOfOperation = 0
        let roster = roster
        let members =
            ["api", "operation", "method", "path"] + roster.subjects.map(\.name) + ["page"]
        let place = try object("match", members: members) { seed, member in
            switch member {
            case "api":
                match.api = try seed.choice("api", of: roster.apis.map { $0.name })
            case "operation":
                placeOfOperation = try seed.place()
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
            note(
                "operation \"\(operation)\" does not belong to the api \"\(api)\"",
                at: placeOfOperation)
        }
        if let place { noteImpossible(match, at: place) }
        return match
    }

    /// Reads the value that a subject must have, as a path would spell it.
    private mutating func value(of subject: RequestSubject) throws -> String? {
        guard subject.isNumber else { return try string(subject.name) }
        return try integer(subject.name, in: 0...Int64.max).map { String($0) }
    }

    mutating func method() throws -> String? {
        let start = try place()
        guard let text = try string("method") else { return nil }
        if let method = HTTPRequest.Method(text.uppercased()) { return method.rawValue }
        note("method \"\(text)\" is not an HTTP method", hint: "write it GET", at: start)
        return nil
    }

    private mutating func path() throws -> PathGlob? {
        let start = try place()
        guard let pattern = try string("path") else { return nil }
        guard pattern.first == "/" || pattern.first == "*", !pattern.contains("?") else {
            note("path \"\(pattern)\" is not a path", hint: "write it /V1/Users/*/Seats", at: start)
            return nil
        }
        let beginning = Target(String(pattern.prefix { $0 != "*" }))
        guard !FaultRequest.isControl(beginning), !FaultRequest.isOfWorld(beginning) else {
            note(
                "path \"\(pattern)\" belongs to no emulated API",
                hint: "write the path of one, without the world", at: start)
            return nil
        }
        return PathGlob(pattern)
    }
}
