import Emulation
import JSON

extension ScoreCard {
    /// `{"passed":false,"cases":[{"case","severity","wanted","passed","met","happened","requests",
    /// "seconds","findings","reproduce"}],"plans":[{"plan","passed","happened","faults",
    /// "tries","reproduce"}]}`
    package var json: String {
        let report: JSON = [
            "passed": .bool(passed), "cases": .array(results.map(\.json)),
            "plans": .array(plans.map(\.json)),
        ]
        return report.text + "\n"
    }

    /// JUnit's XML: a test case for each case. One that fails without deciding is skipped.
    package var junit: String {
        let failures = results.filter(isFailure) + plans.map(\.result).filter { !$0.passed }
        let skipped = results.count { !$0.passed && !isFailure($0) || !$0.isMet }
        let all = results + plans.map(\.result)
        let duration = all.reduce(Duration.zero) { $0 + $1.duration }
        let numbers: KeyValuePairs = [
            "name": "seatfiller gauntlet", "tests": "\(all.count)",
            "failures": "\(failures.count)", "errors": "0", "skipped": "\(skipped)",
            "time": duration.hundredths,
        ]
        let cases = results.map { result in
            testcase(result, outcome(of: result))
        }
        let plans = plans.map { plan in
            testcase(plan.result, plan.result.passed ? [] : [failure(plan.result)])
        }
        return XMLElement("testsuites", [:], [XMLElement("testsuite", numbers, cases + plans)])
            .document()
    }

    private func testcase(_ result: CaseResult, _ outcome: [XMLElement]) -> XMLElement {
        let name = result.gauntletCase.name
        return XMLElement(
            "testcase", ["classname": "gauntlet", "name": name, "time": result.seconds], outcome)
    }

    private func outcome(of result: CaseResult) -> [XMLElement] {
        if isFailure(result) { return [failure(result)] }
        guard !result.passed || !result.isMet else { return [] }
        return [XMLElement("skipped", ["message": result.happened])]
    }

    private func failure(_ result: CaseResult) -> XMLElement {
        XMLElement("failure", ["message": result.happened], text: result.reproduction)
    }
}

extension CaseResult {
    fileprivate var json: JSON {
        [
            "case": .string(gauntletCase.name),
            "severity": .string(gauntletCase.severity.rawValue),
            "wanted": .string(gauntletCase.wanted.rawValue), "passed": .bool(passed),
            "met": .bool(isMet), "happened": .string(happened),
            "requests": .integer(Int64(requests)),
            "seconds": .number(Double(Int((duration / .milliseconds(10)).rounded())) / 100),
            "findings": .array(
                findings.map { ["code": .string($0.code), "detail": .string($0.detail)] }),
            "reproduce": .string(reproduction),
        ]
    }
}

extension PlanResult {
    fileprivate var json: JSON {
        [
            "plan": .integer(Int64(number)), "passed": .bool(result.passed),
            "happened": .string(result.happened), "faults": .array(faults),
            "tries": .integer(Int64(tries)), "reproduce": .string(result.reproduction),
        ]
    }
}
