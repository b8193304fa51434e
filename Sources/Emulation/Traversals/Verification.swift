import HTTP

/// Whether clients have read their lists whole, and what they did on the way.
package struct Verification: Sendable {
    /// What traversals must satisfy.
    package struct Demands: Sendable {
        /// Whether each must be complete.
        package var mustBeComplete = true
        /// How many there must be.
        package var least: Int64 = 1
        /// Findings that are no fault, also where they are why a traversal is not complete.
        package var allowed: Set<Finding.Code> = []

        package init() {}
    }

    /// A traversal and the reasons why it fails; none if it holds.
    package struct Case: Sendable {
        package let judgement: Judgement
        package let reasons: [String]
    }

    /// In the order in which the traversals began.
    package let cases: [Case]
    /// How many traversals have a verdict.
    package let judged: Int
    /// What is said of traversals that were forgotten for want of room; nil if none were.
    package let loss: String?
    /// Why there are too few; nil if there are enough.
    package let shortage: String?

    /// - Parameters:
    ///   - judgements: newest first, of traversals that are over.
    ///   - traversals: of the world.
    package init(
        of judgements: [Judgement], _ demands: Demands, among traversals: WorldTraversals
    ) {
        let dropped = demands.mustBeComplete ? traversals.droppedCount : 0
        loss =
            dropped == 0
            ? nil
            : "\(dropped) traversal\(dropped == 1 ? " is" : "s are") no longer kept, and nobody "
                + "knows whether they were complete; --journal-bytes allows for more."
        cases = judgements.reversed().map { judgement in
            Case(judgement: judgement, reasons: judgement.reasons(against: demands))
        }
        judged = cases.count { $0.judgement.verdict != .unjudged }
        shortage =
            judged >= demands.least
            ? nil
            : "There \(judged == 1 ? "is" : "are") \(judged) judged "
                + "traversal\(judged == 1 ? "" : "s") instead of at least \(demands.least)."
                + (traversals.areNoted ? "" : " The journal is off, and with it the traversals.")
    }

    package var passed: Bool { reasons.isEmpty }

    /// Every reason why it does not hold, a sentence or more each.
    package var reasons: [String] {
        cases.flatMap { one in one.reasons.map { "\(one.judgement.title): \($0)" } }
            + [loss, shortage].compactMap { $0 }
    }
}

extension Judgement {
    /// `Traversal 17 of store.listSeatsOfUser (max@contoso.com)`
    package var title: String {
        let values = parameters.values.map(\.value).joined(separator: ", ")
        return "Traversal \(id) of \(operation)" + (values.isEmpty ? "" : " (\(values))")
    }

    fileprivate func reasons(against demands: Verification.Demands) -> [String] {
        var reasons = findings.filter { !demands.allowed.contains($0.code) }
            .map { "\($0.code.rawValue): \($0.detail)" }
        guard demands.mustBeComplete else { return reasons }
        if verdict == .unjudged, pages > 0 { reasons.append("unjudged: \(reason ?? "")") }
        // These say it themselves, and whoever allows them allows what they come to.
        let isSaid = findings.contains {
            [.abandoned, .restarted, .neverRetried].contains($0.code)
        }
        if verdict == .incomplete, !isSaid { reasons.append("incomplete: \(shortfall)") }
        return reasons
    }

    /// Why it is not complete, if no finding says so.
    private var shortfall: String {
        guard let missed else { return "It ended with a refusal, before any page." }
        let left = missed == 1 ? "1 item was not read." : "\(missed) items were not read."
        return end == .reached ? "It reached the end. \(left)" : "It ended with a refusal. \(left)"
    }
}
