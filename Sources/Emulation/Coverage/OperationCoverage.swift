/// What answers to an operation have shown of its contract.
package struct OperationCoverage: Sendable {
    /// A rule that can decide an answer to the operation, and how often it has.
    package struct RuleCoverage: Sendable {
        package let rule: Rule
        package let answers: Int
    }

    /// `store.listSeatsOfUser`
    package let operation: String
    /// How often the operation was asked for, also where a fault answered.
    package let answers: Int
    package let rules: [RuleCoverage]

    var metCount: Int { rules.count { $0.answers > 0 } }
    var never: [Rule] { rules.filter { $0.answers == 0 }.map(\.rule) }
}
