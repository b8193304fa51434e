package import JSON

extension Coverage {
    /// `{"met":31,"rules":118,"byOperation":[{"operation","answers","met","rules","never"}],
    /// "neverCalled":[…]}`
    package var json: JSON {
        [
            "met": .integer(Int64(metCount)), "rules": .integer(Int64(ruleCount)),
            "byOperation": .array(called.map(\.json)),
            "neverCalled": .array(neverCalled.map(JSON.string)),
        ]
    }

    /// A table for the summary of a job.
    package var markdown: String {
        let operations = "\(called.count) operation\(called.count == 1 ? "" : "s")"
        var text = """
            ## Coverage of the contract

            Met \(metCount) of \(ruleCount) rules of the \(operations) called.

            """
        if !called.isEmpty {
            text += "\n| operation | answers | met | never met |\n|---|---:|---:|---|\n"
            for operation in called {
                let never = operation.never.map { "`\($0.id)`" }.joined(separator: ", ")
                text +=
                    "| `\(operation.operation)` | \(operation.answers) "
                    + "| \(operation.metCount) of \(operation.rules.count) | \(never) |\n"
            }
        }
        if !neverCalled.isEmpty {
            let names = neverCalled.map { "`\($0)`" }.joined(separator: ", ")
            text += "\nNever called: \(names).\n"
        }
        return text
    }

    /// A report in the form of Cobertura, which systems of continuous integration draw: a package
    /// is an API, a class is an operation, and a method of one line is a rule.
    ///
    /// - Parameter now: when the report is made.
    package func cobertura(at now: Instant) -> String {
        let packages = Dictionary(grouping: called) { $0.operation.prefix { $0 != "." } }
        return XMLElement(
            "coverage",
            [
                "line-rate": Self.rate(metCount, ruleCount), "branch-rate": "0",
                "lines-covered": "\(metCount)", "lines-valid": "\(ruleCount)",
                "branches-covered": "0", "branches-valid": "0", "complexity": "0",
                "version": "1", "timestamp": "\(now.epochSeconds)",
            ],
            [
                XMLElement("sources", [:], [XMLElement("source", [:], text: ".")]),
                XMLElement(
                    "packages", [:],
                    packages.sorted { $0.key < $1.key }.map { name, operations in
                        Self.package(String(name), operations)
                    }),
            ]
        ).document(type: #"coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd""#)
    }

    private static func package(_ name: String, _ operations: [OperationCoverage]) -> XMLElement {
        let met = operations.reduce(0) { $0 + $1.metCount }
        let rate = rate(met, operations.reduce(0) { $0 + $1.rules.count })
        return XMLElement(
            "package",
            ["name": name, "line-rate": rate, "branch-rate": "0", "complexity": "0"],
            [XMLElement("classes", [:], operations.map(\.cobertura))])
    }

    /// `0.25`
    fileprivate static func rate(_ met: Int, _ all: Int) -> String {
        all == 0 ? "1" : "\(Double(met * 10_000 / all) / 10_000)"
    }
}

extension OperationCoverage {
    fileprivate var json: JSON {
        [
            "operation": .string(operation), "answers": .integer(Int64(answers)),
            "met": .integer(Int64(metCount)), "rules": .integer(Int64(rules.count)),
            "never": .array(never.map { .string($0.id) }),
        ]
    }

    fileprivate var cobertura: XMLElement {
        let lines = rules.enumerated().map { index, rule in
            XMLElement("line", ["number": "\(index + 1)", "hits": "\(rule.answers)"])
        }
        let methods = zip(rules, lines).map { rule, line in
            XMLElement(
                "method",
                [
                    "name": rule.rule.id, "signature": "", "complexity": "0",
                    "line-rate": rule.answers > 0 ? "1" : "0", "branch-rate": "0",
                ], [XMLElement("lines", [:], [line])])
        }
        return XMLElement(
            "class",
            [
                "name": operation, "filename": operation, "complexity": "0",
                "line-rate": Coverage.rate(metCount, rules.count), "branch-rate": "0",
            ],
            [XMLElement("methods", [:], methods), XMLElement("lines", [:], lines)])
    }
}
