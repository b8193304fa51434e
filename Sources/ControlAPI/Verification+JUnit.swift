import Emulation

extension Verification {
    /// JUnit's XML, which CI systems read: a test case for each traversal.
    var junit: String {
        var tests = cases.map { one in
            Self.testCase(one.judgement.operation, one.judgement.title, one.reasons)
        }
        if let loss { tests.append(Self.testCase("traversals", "all traversals", [loss])) }
        if let shortage {
            tests.append(Self.testCase("traversals", "enough traversals", [shortage]))
        }
        let failures =
            cases.count { !$0.reasons.isEmpty } + [loss, shortage].count { $0 != nil }
        let (count, failed) = ("\(tests.count)", "\(failures)")
        let suite = XMLElement(
            "testsuite", ["name": "traversals", "tests": count, "failures": failed], tests)
        return XMLElement("testsuites", ["tests": count, "failures": failed], [suite]).document()
    }

    private static func testCase(
        _ group: String, _ name: String, _ reasons: [String]
    ) -> XMLElement {
        let text = reasons.joined(separator: "\n")
        let failures = reasons.prefix(1).map { first in
            XMLElement("failure", ["message": first], text: text)
        }
        return XMLElement("testcase", ["classname": group, "name": name], failures)
    }
}
