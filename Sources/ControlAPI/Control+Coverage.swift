import Emulation
import HTTP
import HTTPTypes
import JSON

// Which rules the answers have shown: of the world that the request names, or else of all worlds.
extension Control {
    /// `GET /__admin/rules`
    func listRules(_ call: Call) throws -> Response {
        let counts = try counts(call)
        let rules = roster.rules.map { rule -> JSON in
            [
                "id": .string(rule.id), "says": .string(rule.says),
                "label": .string(rule.evidence.rawValue), "source": .string(rule.source),
                "quirk": rule.quirk.map(JSON.string) ?? .null,
                "answers": .integer(Int64(counts.answers(by: rule))),
            ]
        }
        return Response(json: ["rules": .array(rules)])
    }

    /// `GET /__admin/coverage?api=&label=`: as JSON, Markdown or Cobertura's XML.
    func showCoverage(_ call: Call) throws -> Response {
        let target = call.request.target
        try Problem.refuseUnknown(in: target, except: ["api", "label"])
        let api = try Self.choice(target, "api", among: roster.apis.map { $0.name })
        let label = try Self.choice(target, "label", among: Evidence.allCases.map(\.rawValue))
        let coverage = Coverage(
            try counts(call), of: roster, api: api, evidence: label.flatMap(Evidence.init))
        let form = ReportForm(of: call.request)
        return switch form {
        case .json: Response(json: coverage.json)
        case .markdown: form.response(coverage.markdown)
        case .xml: form.response(coverage.cobertura(at: Clock.realNow))
        }
    }

    /// `DELETE /__admin/coverage`: counts anew.
    func forgetCoverage(_ call: Call) throws -> Response {
        if call.selection.isNamed {
            try call.world.forgetRuleCounts()
        } else {
            worlds.metrics.forgetRuleCounts()
        }
        return Response(.noContent)
    }

    static func choice(
        _ target: Target, _ name: String, among choices: [String]
    ) throws(Problem) -> String? {
        guard let text = target.parameter(name) else { return nil }
        guard choices.contains(text) else {
            throw Problem(
                .badRequest, code: "bad-parameter",
                detail: "\(name) must be one of \(choices.joined(separator: ", ")), not "
                    + "'\(text.prefix(100))'.", hint: "Leave it out for all.")
        }
        return text
    }

    private func counts(_ call: Call) throws -> RuleCounts {
        try call.selection.isNamed ? call.present.ruleCounts : worlds.metrics.ruleCounts
    }
}
