import Emulation

extension Verification {
    /// The form of test results that CI systems read, a case for each traversal.
    var junit: String {
        let failures = cases.count { !$0.reasons.isEmpty } + (shortage == nil ? 0 : 1)
        let count = cases.count + (shortage == nil ? 0 : 1)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="\(count)" failures="\(failures)">
            <testsuite name="traversals" tests="\(count)" failures="\(failures)">

            """
        for one in cases {
            text += Self.testCase(one.judgement.operation, one.judgement.title, one.reasons)
        }
        if let shortage { text += Self.testCase("traversals", "enough traversals", [shortage]) }
        return text + "</testsuite>\n</testsuites>\n"
    }

    private static func testCase(_ group: String, _ name: String, _ reasons: [String]) -> String {
        let head = "<testcase classname=\"\(escaped(group))\" name=\"\(escaped(name))\""
        guard let first = reasons.first else { return head + "/>\n" }
        return head + "><failure message=\"\(escaped(first))\">"
            + escaped(reasons.joined(separator: "\n")) + "</failure></testcase>\n"
    }

    /// XML 1.0 has no other control characters than these three, not even escaped.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value):
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
