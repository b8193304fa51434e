/// Which rules the answers of an emulator have shown, of those that the operations can show.
///
/// A rule counts once for each operation that it belongs to: that an unknown user is a 404 of one
/// operation says nothing about another.
package struct Coverage: Sendable {
    /// The operations that were asked for, in the order of the references.
    package let called: [OperationCoverage]
    /// The names of the others.
    package let neverCalled: [String]

    /// - Parameters:
    ///   - api: the name of the API to look at; nil for all.
    ///   - evidence: how the rules are known that count; nil for all rules.
    package init(
        _ counts: RuleCounts, of roster: Roster, api: String? = nil, evidence: Evidence? = nil
    ) {
        let apis = roster.apis.filter { api == nil || $0.name == api }
        let operations = apis.flatMap { api in
            api.contracts.map { contract in
                let rules = contract.rules + counts.others(api.rules, than: contract)
                return OperationCoverage(
                    operation: contract.name, answers: counts.answers(to: contract.name),
                    rules: rules.filter { evidence == nil || $0.evidence == evidence }.map {
                        .init(rule: $0, answers: counts.answers(by: $0, to: contract.name))
                    })
            }
        }
        called = operations.filter { $0.answers > 0 }
        neverCalled = operations.filter { $0.answers == 0 }.map(\.operation)
    }

    /// How many rules the answers have shown.
    var metCount: Int { called.reduce(0) { $0 + $1.metCount } }
    /// How many rules the operations that were asked for can show.
    var ruleCount: Int { called.reduce(0) { $0 + $1.rules.count } }
}
