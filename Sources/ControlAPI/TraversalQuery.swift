import Emulation
import HTTP
import JSON

/// Which traversals are meant, and what they must satisfy.
struct TraversalQuery: Sendable {
    private var operation: String?
    private var subjects: [(subject: RequestSubject, value: String)] = []
    private var verdict: Judgement.Verdict?
    private(set) var limit: Int?
    private(set) var demands = Verification.Demands()
    /// The problem of what cannot be a criterion.
    private let refusal: @Sendable (String) -> Problem
    /// What else may stand beside the criteria.
    private let others: [String]

    /// Reads the parameters of a query.
    ///
    /// - Parameters:
    ///   - others: parameters that say something else.
    ///   - roster: the APIs, which declare the subjects of requests.
    init(_ target: Target, except others: [String], of roster: Roster) throws(Problem) {
        refusal = Problem.query
        self.others = others
        for item in target.query where !others.contains(item.name) {
            try take(item.name, item.value, of: roster)
        }
    }

    /// Reads the content of a verification.
    init(_ content: JSON, of roster: Roster) throws(Problem) {
        refusal = Problem.content
        others = ["complete", "least", "allow"]
        for member in content.members {
            switch (member.name, member.value) {
            case ("complete", .bool(let bool)): demands.mustBeComplete = bool
            case ("least", let value):
                guard let least = value.integer, least >= 0 else {
                    throw .content("needs an integer in least, 0 or more")
                }
                demands.least = least
            case ("allow", .array(let codes)):
                for code in codes { demands.allowed.insert(try Self.code(code)) }
            case ("complete", _): throw .content("needs true or false in complete")
            case ("allow", _): throw .content("needs an array of findings in allow")
            case (let name, .string(let text)): try take(name, text, of: roster)
            case (let name, let value):
                guard let number = value.integer else {
                    throw .content("looks for \(value.noun) in \(name)")
                }
                try take(name, String(number), of: roster)
            }
        }
    }

    private static func code(_ value: JSON) throws(Problem) -> Finding.Code {
        let text = value.string ?? value.text
        guard let code = Finding.Code(rawValue: text) else {
            let known = Finding.Code.allCases.map(\.rawValue)
            throw .content(
                "has the unknown finding \"\(text.prefix(100))\" in allow; "
                    + Spelling.suggestion(for: text, among: known))
        }
        return code
    }

    private mutating func take(
        _ name: String, _ text: String, of roster: Roster
    ) throws(Problem) {
        switch name {
        case "operation":
            guard roster.listOperations.contains(text) else {
                throw refusal(
                    "looks for the operation \"\(text.prefix(100))\", which lists nothing; "
                        + Spelling.suggestion(for: text, among: roster.listOperations))
            }
            operation = text
        case "verdict":
            guard let word = Judgement.Verdict(rawValue: text) else {
                let known = Judgement.Verdict.allCases.map(\.rawValue).joined(separator: ", ")
                throw refusal(
                    "needs a verdict, one of \(known), not \"\(text.prefix(100))\"")
            }
            verdict = word
        case "limit":
            guard let number = Int(text), (1...Self.mostAtOnce).contains(number) else {
                throw refusal(
                    "needs an integer in limit, from 1 to \(Self.mostAtOnce), not "
                        + "\"\(text.prefix(100))\"")
            }
            limit = number
        default:
            guard let subject = roster.subjects.first(where: { $0.name == name }) else {
                let known =
                    ["operation"] + roster.subjects.map(\.name) + ["verdict", "limit"] + others
                throw refusal(
                    "has the unknown criterion \"\(name.prefix(100))\"; expected "
                        + known.joined(separator: ", "))
            }
            guard !subject.isNumber || Int64(text) != nil else {
                throw refusal("needs an integer in \(name), not \"\(text.prefix(100))\"")
            }
            subjects.append((subject, text))
        }
    }

    static let mostAtOnce = 10_000

    /// Whether a traversal is meant, before it is judged.
    func covers(_ operation: String, _ parameters: Parameters) -> Bool {
        (self.operation == nil || self.operation == operation)
            && subjects.allSatisfy { subject, value in
                guard let found = subject.value(in: parameters) else { return false }
                // A number can be written in several ways, such as 07.
                return subject.isNumber
                    ? Int64(found) == Int64(value) : equalsIgnoringCase(found, value)
            }
    }

    func covers(_ judgement: Judgement) -> Bool {
        verdict == nil || verdict == judgement.verdict
    }

    var hasVerdict: Bool { verdict != nil }
}
