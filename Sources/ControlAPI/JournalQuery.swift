import Emulation
import HTTP
import HTTPTypes
import JSON

/// The criteria of a search in a journal, all of which must hold.
struct JournalQuery: Sendable {
    private let criteria: [Criterion]

    private struct Criterion: Sendable {
        let field: String
        let expected: String
        /// The entry's values of the field, several if it is repeated. One of them must match.
        let found: @Sendable (Journal.Entry) -> [String]
        /// A path matches a glob, and content contains the text. All else is equal, ignoring case.
        let matches: @Sendable (String) -> Bool

        func holds(of entry: Journal.Entry) -> Bool { found(entry).contains(where: matches) }
    }

    /// Reads a JSON object: `operation`, `method`, `path`, subjects of requests such as `user`,
    /// `status`, `query` and `headers` (objects), `body`, `text`, `traversal`.
    ///
    /// - Parameter roster: the APIs, which declare the subjects of requests.
    /// - Throws: a problem for any other member.
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
                        throw .content("has an invalid header name in headers: \(item.name)")
                    }
                    criteria += try Self.criteria("headers", item) {
                        $0.request.headerFields[values: name]
                    }
                }
            case (let name, .string(let text)):
                criteria.append(
                    try Self.criterion(name, is: text, of: roster, or: Problem.content))
            case (let name, let value):
                guard let number = value.integer else {
                    throw .content("looks for \(value.noun) in \(name)")
                }
                criteria.append(
                    try Self.criterion(name, is: String(number), of: roster, or: Problem.content))
            }
        }
        self.criteria = try Self.bounded(criteria)
    }

    /// Reads the parameters of a query.
    ///
    /// - Parameters:
    ///   - others: parameters that are not criteria.
    ///   - roster: the APIs, which declare the subjects of requests.
    init(_ target: Target, except others: [String], of roster: Roster) throws(Problem) {
        var criteria: [Criterion] = []
        for item in target.query where !others.contains(item.name) {
            criteria.append(
                try Self.criterion(item.name, is: item.value, of: roster, or: Problem.query))
        }
        self.criteria = try Self.bounded(criteria)
    }

    /// More than anybody needs. Each criterion costs a look at every entry.
    private static let mostCriteria = 32

    private static func bounded(_ criteria: [Criterion]) throws(Problem) -> [Criterion] {
        guard criteria.count <= mostCriteria else {
            throw .content("has \(criteria.count) criteria; at most \(mostCriteria) are allowed")
        }
        return criteria
    }

    /// A criterion for a value. An array, which a repeated name prints, makes a criterion of each
    /// element.
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

    /// - Parameter refuse: the problem of what cannot be a criterion.
    private static func criterion(
        _ name: String, is expected: String, of roster: Roster, or refuse: (String) -> Problem
    ) throws(Problem) -> Criterion {
        switch name {
        case "operation": return criterion(name, is: expected) { $0.operation }
        case "method": return criterion(name, is: expected) { $0.method }
        case "path":
            let glob = PathGlob(expected)
            return criterion(name, is: expected, matches: { glob.matches(Target($0)) }) {
                String($0.request.target.path)
            }
        case "status":
            return try criterion(name, is: expected, in: 100...599, or: refuse) {
                $0.status.map { String($0) }
            }
        case "traversal":
            return try criterion(name, is: expected, in: 1...Int64.max, or: refuse) {
                $0.traversal.map(String.init)
            }
        case "body":
            return criterion(name, is: expected, matches: { $0.contains(expected) }) {
                String(decoding: $0.request.body, as: UTF8.self)
            }
        case "text":
            let sought = expected.lowercased()
            // A difference shows nothing of the exchange, which may be long.
            return criterion(name, is: expected) { $0.contains(sought) ? expected : nil }
        default:
            if let subject = roster.subjects.first(where: { $0.name == name }) {
                guard subject.isNumber else {
                    return criterion(name, is: expected) { subject.value(in: $0.parameters) }
                }
                return try criterion(name, is: expected, in: 0...Int64.max, or: refuse) {
                    subject.value(in: $0.parameters)
                }
            }
            let known =
                ["operation", "method", "path"] + roster.subjects.map(\.name)
                + ["status", "query", "headers", "body", "text", "traversal"]
            throw refuse(
                "has the unknown criterion \"\(name.prefix(100))\"; expected "
                    + known.joined(separator: ", "))
        }
    }

    private static func criterion(
        _ field: String, is expected: String, matches: (@Sendable (String) -> Bool)? = nil,
        _ found: @escaping @Sendable (Journal.Entry) -> String?
    ) -> Criterion {
        Criterion(
            field: field, expected: expected, found: { found($0).map { [$0] } ?? [] },
            matches: matches ?? { equalsIgnoringCase($0, expected) })
    }

    /// A criterion for a number, which several texts can spell.
    private static func criterion(
        _ field: String, is expected: String, in range: ClosedRange<Int64>,
        or refuse: (String) -> Problem, _ found: @escaping @Sendable (Journal.Entry) -> String?
    ) throws(Problem) -> Criterion {
        guard let number = Int64(expected), range.contains(number) else {
            let bound =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            throw refuse(
                "needs an integer in \(field), \(bound), not '\(expected.prefix(100))'")
        }
        return criterion(field, is: expected, matches: { Int64($0) == number }, found)
    }

    func matches(_ entry: Journal.Entry) -> Bool {
        criteria.allSatisfy { $0.holds(of: entry) }
    }

    /// The three entries that differ in the fewest fields, with these fields.
    func closest(among entries: some Collection<Journal.Entry>) -> [JSON] {
        let misses = entries.map { entry in
            (entry: entry, differences: criteria.filter { !$0.holds(of: entry) })
        }
        // Of two equally near entries the later comes first.
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

extension Journal.Entry {
    /// Whether the exchange has a text in lower case somewhere.
    fileprivate func contains(_ text: String) -> Bool {
        let (request, answer) = (self.request, self.answer)
        let contents = [request.body[...], answer?.content ?? []]
        let fields = [request.headerFields, answer?.headerFields ?? [:]]
        return request.target.segments.joined(separator: "/").lowercased().contains(text)
            || request.target.query.contains {
                "\($0.name)=\($0.value)".lowercased().contains(text)
            }
            || fields.contains { fields in
                fields.contains { "\($0.name): \($0.value)".lowercased().contains(text) }
            }
            || contents.contains {
                String(decoding: $0, as: UTF8.self).lowercased().contains(text)
            }
    }
}

extension JSON {
    /// The value as text.
    ///
    /// - Throws: a problem unless the value is text, a number, true or false.
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
    /// The values of a parameter, ignoring case. The name may lack the surplus `?` that the journal
    /// prints.
    fileprivate func values(of name: String) -> [String] {
        query.filter { item in
            equalsIgnoringCase(item.name, name)
                || item.name.first == "?" && equalsIgnoringCase(item.name.dropFirst(), name)
        }.map(\.value)
    }
}
