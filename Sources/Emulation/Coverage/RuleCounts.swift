/// How often each rule has decided an answer, by the operation that was asked for.
package struct RuleCounts: Sendable {
    private struct Key: Hashable, Sendable {
        let rule: ObjectIdentifier
        let operation: String?

        /// Few operations share a rule, and the name costs more than the rest of the counting.
        func hash(into hasher: inout Hasher) {
            hasher.combine(rule)
        }
    }

    private var counts: [Key: Int] = [:]

    init() {}

    /// The sum of all parts.
    init(of shards: Shards<RuleCounts>) {
        var sum = RuleCounts()
        shards.forEach { sum.add($0) }
        self = sum
    }

    mutating func add(_ answer: Answer) {
        let key = Key(rule: ObjectIdentifier(answer.rule), operation: answer.operation)
        counts[key, default: 0] += 1
    }

    mutating func add(_ other: RuleCounts) {
        counts.merge(other.counts, uniquingKeysWith: +)
    }

    /// How often the rule has decided an answer, whatever was asked for.
    package func answers(by rule: Rule) -> Int {
        counts.reduce(0) { $0 + ($1.key.rule == ObjectIdentifier(rule) ? $1.value : 0) }
    }

    /// How often the rule has decided an answer to the operation.
    func answers(by rule: Rule, to operation: String) -> Int {
        counts[Key(rule: ObjectIdentifier(rule), operation: operation)] ?? 0
    }

    /// How often the operation was asked for, also where a fault answered.
    func answers(to operation: String) -> Int {
        counts.reduce(0) { $0 + ($1.key.operation == operation ? $1.value : 0) }
    }

    /// The rules that have decided an answer to an operation, though its contract lacks them.
    func others(_ rules: [Rule], than contract: OperationContract) -> [Rule] {
        rules.filter { rule in
            answers(by: rule, to: contract.name) > 0 && !contract.rules.contains { $0 === rule }
        }
    }
}
