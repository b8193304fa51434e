import JSON

/// What a client has made of a plan: of the smallest that it does not stand, if it fails.
struct PlanResult: Sendable {
    let number: Int
    let result: CaseResult
    /// As the control plane and seeds take them.
    let faults: [JSON]
    /// How many plans have been tried to find it.
    let tries: Int

    /// `{"faults":[…]}`, as a seed has it.
    var seed: String { JSON.object([.init(name: "faults", value: .array(faults))]).text }
}

extension Plan {
    /// The faults, as the control plane takes them.
    func faults(of walk: PlainWalk) -> [JSON] {
        steps.map { step in
            var effect = step.fault.effect.members
            if let count = step.count, let name = step.fault.count?.name {
                effect.append(.init(name: name, value: .integer(count)))
            }
            return walk.fault(
                .object(effect), on: step.page.map { .number(Int64($0)) }, times: step.fault.times)
        }
    }

    /// Takes from a plan that fails what it does not need, until nothing more can go.
    ///
    /// - Parameter run: runs the client with a plan, and counts from 1.
    /// - Returns: what became of the smallest plan that fails, or of this one if it passes.
    func shrunk(
        by run: (Plan, _ attempt: Int) throws -> CaseResult
    ) rethrows -> (Plan, CaseResult, tries: Int) {
        var (plan, result, tries) = (self, try run(self, 1), 1)
        guard !result.passed else { return (plan, result, tries) }
        var canShrink = true
        while canShrink {
            canShrink = false
            for next in plan.smaller {
                tries += 1
                let attempt = try run(next, tries)
                guard !attempt.passed else { continue }
                (plan, result) = (next, attempt)
                canShrink = true
                break
            }
        }
        return (plan, result, tries)
    }
}
