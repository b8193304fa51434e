import Emulation

/// What a client has made of the gauntlet.
package struct ScoreCard: Sendable {
    let results: [CaseResult]
    let plans: [PlanResult]
    /// What a person should know before trusting it; nil for nothing.
    let remark: String?
    let isStrict: Bool

    /// Whether no case failed that decides the exit code, and no plan.
    package var passed: Bool {
        !results.contains(where: isFailure) && plans.allSatisfy(\.result.passed)
    }

    /// Whether a case failed that decides the exit code.
    func isFailure(_ result: CaseResult) -> Bool {
        !result.passed && (isStrict || result.gauntletCase.severity == .must)
    }

    /// A table, and for each failed case a line that reproduces it.
    package var text: String {
        var text = table + "\n\(summary)\n"
        if let remark { text += "\(remark)\n" }
        for result in results where !result.passed {
            text += "\n\(result.gauntletCase.name):\n  \(result.reproduction)\n"
        }
        return text + planText
    }

    private var planText: String {
        guard !plans.isEmpty else { return "" }
        let failed = plans.filter { !$0.result.passed }
        var text = "\n\(plans.count - failed.count) of \(plans.count) plans passed\n"
        for plan in failed {
            text += "\nplan \(plan.number): \(plan.result.happened.printable())\n"
            text += "  \(plan.seed)\n  \(plan.result.reproduction)\n"
        }
        return text
    }

    private var table: String {
        var rows = [["case", "wanted", "happened", "requests", "seconds", "findings"]]
        for result in results {
            let wanted = result.gauntletCase.wanted.rawValue
            let isOptional = result.gauntletCase.severity == .should
            rows.append([
                result.gauntletCase.name, wanted + (isOptional ? " (should)" : ""),
                result.happened.printable(), result.requests.grouped, result.seconds,
                result.findings.map(\.code).joined(separator: ", "),
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let blank = String(repeating: " ", count: widths[column] - row[column].count)
                // Numbers end where the others do.
                return column == 3 || column == 4 ? blank + row[column] : row[column] + blank
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    /// `38 of 41 passed; 2 of must failed, 1 of should failed, 3 not met`
    private var summary: String {
        let failed = results.filter { !$0.passed }
        let parts = [
            (failed.count { $0.gauntletCase.severity == .must }, "of must failed"),
            (failed.count { $0.gauntletCase.severity == .should }, "of should failed"),
            (results.count { !$0.isMet }, "not met"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let count = results.count { $0.passed && $0.isMet }
        return "\(count) of \(results.count) passed"
            + (parts.isEmpty ? "" : "; " + parts.joined(separator: ", "))
    }
}

extension CaseResult {
    /// `0.31`
    var seconds: String { duration.hundredths }
}

extension Duration {
    /// Seconds, to hundredths: `0.31`
    var hundredths: String {
        let hundredths = Int((self / .milliseconds(10)).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
