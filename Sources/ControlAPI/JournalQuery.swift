import Emulation
import HTTP
import HTTPTypes
import JSON

/// What somebody looks for in a journal: all that is given must be so.
struct JournalQuery: Sendable {
    private let criteria: [Criterion]

    private struct Criterion: Sendable {
        let field: String
        let expected: String
        /// What an entry has of it, of which one must match: several where it is repeated.
        let found: @Sendable (Journal.Entry) -> [String]
        /// A glob for a path, a part for content; otherwise the same, upper and lower case alike.
        let matches: @Sendable (String) -> Bool

        func holds(of entry: Journal.Entry) -> Bool { found(entry).contains(where: matches) }
    }

    /// Reads members of JSON: `operation`, `method`, `path`, what requests are about (`user`),
    /// `status`, `query` and `headers` (objects), `body`, `traversal`.
    ///
    /// - Parameter roster: the APIs, which say what requests are about.
    /// - Throws: a problem for a member that is none of them.
    init(_ content: JSON, of roster: Roster) throws(Problem) {
        var criteria: [Criterion] = []
        for member in content.members {
            switch (member.name, member.value) {
            case ("query", .object(let items)):
                for item in items {
                    criteria += try Self.criteria("query", item) {
                        $0.request.target.values(of: item.name)
                    }
                }
            case ("headers", .object(let items)):
                for item in items {
                    guard let name = HTTPField.Name(item.name) else {
                        throw .content("has a name of a header that is none: \(item.name)")
                    }
                    criteria += try Self.criteria("headers", item) {
                        $0.request.headerFields[values: name]
                    }
                }
            case (let name, .bool), (let name, .number):
                throw .content("looks for \(member.value.noun) in \(name)")
            case (let name, let value):
                criteria.append(try Self.criterion(name, try value.sought(in: name), of: roster))
            }
        }
        self.criteria = try Self.bounded(criteria)
    }

    /// Reads the parameters of a query.
    ///
    /// - Parameters:
    ///   - others: parameters that mean something else.
    ///   - roster: the APIs, which say what requests are about.
    init(_ target: Target, except others: [String], of roster: Roster) throws(Problem) {
        try Self.refuseRepetition(target)
        var criteria: [Criterion] = []
        for item in target.query where !others.contains(item.name) {
            criteria.append(try Self.criterion(item.name, item.value, of: roster))
        }
        self.criteria = try Self.bounded(criteria)
    }

    /// Of two values for one parameter, one would be passed over, or nothing would be both.
    private static func refuseRepetition(_ target: Target) throws(Problem) {
        var names: Set<String> = []
        for item in target.query where !names.insert(item.name.lowercased()).inserted {
            throw Problem(
                .badRequest, "bad-parameter", "\(item.name.excerpt) is given twice.",
                hint: "Give it once.")
        }
    }

    /// Nobody looks for more at once, and each is looked for in every entry.
    private static let mostCriteria = 32

    private static func bounded(_ criteria: [Criterion]) throws(Problem) -> [Criterion] {
        guard criteria.count <= mostCriteria else {
            throw .content("looks for \(criteria.count) things; \(mostCriteria) are the most")
        }
        return criteria
    }

    /// A criterion for a value; for an array, as a repeated name prints, one for each of its
    /// elements.
    private static func criteria(
        _ place: String, _ item: JSON.Member,
        _ found: @escaping @Sendable (Journal.Entry) -> [String]
    ) throws(Problem) -> [Criterion] {
        var values = [item.value]
        if case .array(let elements) = item.value, !elements.isEmpty { values = elements }
        return try values.map { value throws(Problem) in
            let expected = try value.sought(in: item.name)
            return Criterion(
                field: "\(place).\(item.name)", expected: expected, found: found,
                matches: { equalsIgnoringCase($0, expected) })
        }
    }

    private static func criterion(
        _ name: String, _ expected: String, of roster: Roster
    ) throws(Problem) -> Criterion {
        switch name {
        case "operation": return criterion(name, expected) { $0.operation }
        case "method": return criterion(name, expected) { $0.method }
        case "path":
            let glob = PathGlob(expected)
            return Criterion(
                field: name, expected: expected, found: { [String($0.request.target.path)] },
                matches: { glob.matches(Target($0)) })
        case "status":
            return try criterion(name, expected, in: 100...599) {
                $0.status.map { String($0) }
            }
        case "traversal":
            return try criterion(name, expected, in: 1...Int64.max) {
                $0.traversal.map(String.init)
            }
        case "body":
            return Criterion(
                field: name, expected: expected,
                found: { [String(decoding: $0.request.body, as: UTF8.self)] },
                matches: { $0.contains(expected) })
        default:
            if let subject = roster.subjects.first(where: { $0.name == name }) {
                guard subject.isNumber else {
                    return criterion(name, expected) { subject.value(in: $0.parameters) }
                }
                return try criterion(name, expected, in: 0...Int64.max) {
                    subject.value(in: $0.parameters)
                }
            }
            let known =
                ["operation", "method", "path"] + roster.subjects.map(\.name)
                + ["status", "query", "headers", "body", "traversal"]
            throw .content(
                "looks for \"\(name.prefix(100))\"; expected "
                    + known.joined(separator: ", "))
        }
    }

    private static func criterion(
        _ field: String, _ expected: String,
        _ found: @escaping @Sendable (Journal.Entry) -> String?
    ) -> Criterion {
        Criterion(
            field: field, expected: expected, found: { found($0).map { [$0] } ?? [] },
            matches: { equalsIgnoringCase($0, expected) })
    }

    /// A criterion for a number, which can be written in more ways than one.
    private static func criterion(
        _ field: String, _ expected: String, in range: ClosedRange<Int64>,
        _ found: @escaping @Sendable (Journal.Entry) -> String?
    ) throws(Problem) -> Criterion {
        guard let number = Int64(expected), range.contains(number) else {
            let bound =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            throw .content(
                "looks for '\(expected.prefix(100))' in \(field), which is an integer, \(bound)")
        }
        return Criterion(
            field: field, expected: expected, found: { found($0).map { [$0] } ?? [] },
            matches: { Int64($0) == number })
    }

    func matches(_ entry: Journal.Entry) -> Bool {
        criteria.allSatisfy { $0.holds(of: entry) }
    }

    /// The three entries that differ in the fewest fields, and in which.
    func closest(among entries: some Collection<Journal.Entry>) -> [JSON] {
        let misses = entries.map { entry in
            (entry: entry, differences: criteria.filter { !$0.holds(of: entry) })
        }
        // The later of two that are as near.
        return misses.sorted {
            ($0.differences.count, $1.entry.id) < ($1.differences.count, $0.entry.id)
        }.prefix(3).map { miss in
            [
                "request": miss.entry.json,
                "differences": .array(
                    miss.differences.map { criterion in
                        [
                            "field": .string(criterion.field),
                            "expected": .string(criterion.expected),
                            "found": .repeated(criterion.found(miss.entry)),
                        ]
                    }),
            ]
        }
    }
}

extension JSON {
    /// A value as a query writes it.
    ///
    /// - Throws: a problem for what is no text, no number and neither true nor false.
    fileprivate func sought(in name: String) throws(Problem) -> String {
        switch self {
        case .string(let text): return text
        case .integer, .number, .bool: return text
        case .null, .array, .object:
            throw .content("looks for \(noun) in \(name)")
        }
    }
}

extension Target {
    /// The values of a parameter, upper and lower case alike, by the name that the journal prints
    /// and by that without a `?` too many.
    fileprivate func values(of name: String) -> [String] {
        query.filter { item in
            equalsIgnoringCase(item.name, name)
                || item.name.first == "?" && equalsIgnoringCase(item.name.dropFirst(), name)
        }.map(\.value)
    }
}
