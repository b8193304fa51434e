import Emulation
import HTTP
import HTTPTypes
import JSON

// The traversals of a world: which lists its clients have read, and what they have left.
extension Control {
    /// `GET /__admin/traversals?limit=&before=` and criteria: those that match, newest first.
    func listTraversals(_ call: Call) throws -> Response {
        let target = call.request.target
        let before = try Self.number(target, "before", 1...Int64.max) ?? .max
        let query = try TraversalQuery(target, except: ["before"], of: roster)
        let (traversals, roster) = (try call.world.traversals, roster)
        return try apart(crew.searches) { _ in
            let limit = query.limit ?? Self.standardLimit
            let most = query.hasVerdict ? .max : limit + 1
            let found = try traversals.judged(before: before, most: most, where: query.covers)
                .filter(query.covers)
            let list = found.prefix(limit)
            let next = found.count > limit ? list.last?.id : nil
            return Response(json: [
                "traversals": .array(list.map { $0.json(of: roster) }),
                "next": next.map { .string(String($0)) } ?? .null,
            ])
        }
    }

    private static let standardLimit = 100

    /// `GET /__admin/traversals/{id}?limit=&before=`, with its requests: all, or the latest ones.
    func showTraversal(_ call: Call) throws -> Response {
        let (id, target) = (call.path["id"], call.request.target)
        try Problem.refuseUnknown(in: target, except: ["limit", "before"])
        let before = try Self.number(target, "before", 1...Int64.max) ?? .max
        let most = try Self.number(target, "limit", 1...10_000).map { Int($0) }
        let (traversals, roster) = (try call.present.traversals, roster)
        return try apart(crew.searches) { _ in
            guard let number = Int64(id), let found = try traversals.judged(number) else {
                throw Problem(
                    .notFound, code: "no-such-traversal",
                    detail: "The world keeps no traversal \(id.prefix(100)).",
                    hint: "GET /__admin/traversals lists them.")
            }
            return Response(json: found.json(of: roster, requestsBefore: before, most: most))
        }
    }

    /// `DELETE /__admin/traversals`
    func forgetTraversals(_ call: Call) throws -> Response {
        try call.world.traversals.forget()
        return Response(.noContent)
    }

    /// `POST /__admin/traversals/verify`: whether all that match hold. Clients that may still go on
    /// count as having given up.
    func verifyTraversals(_ call: Call) throws -> Response {
        // Criteria in the query would be ignored.
        try Problem.refuseUnknown(in: call.request.target, except: [])
        let query = try TraversalQuery(try call.content, of: roster)
        let form = ReportForm(of: call.request, among: [.json, .xml])
        let traversals = try call.present.traversals
        return try apart(crew.searches) { _ in
            var found = try traversals.judged(areOver: true, where: query.covers)
                .filter(query.covers)
            if let limit = query.limit { found = Array(found.prefix(limit)) }
            let verification = Verification(
                of: found, query.demands, among: traversals)
            if form == .xml {
                return form.response(
                    verification.junit, verification.passed ? .ok : .conflict)
            }
            guard verification.passed else { throw Problem(verification) }
            return Response(json: [
                "passed": .bool(true), "judged": .integer(Int64(verification.judged)),
            ])
        }
    }
}

extension Problem {
    fileprivate init(_ verification: Verification) {
        let reasons = verification.reasons
        self.init(
            .conflict, code: "verification-failed", detail: reasons.joined(separator: "\n"),
            hint: "GET /__admin/traversals/{id} has every request; \"allow\" names findings that "
                + "are no fault.")
        members = [
            JSON.Member(name: "judged", value: .integer(Int64(verification.judged))),
            JSON.Member(name: "reasons", value: .array(reasons.map(JSON.string))),
        ]
    }
}
