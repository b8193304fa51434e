import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite

// The data of a world, row by row.
extension Control {
    private static let mostRows: Int64 = 1000

    /// `GET /__admin/data/{kind}?after=&limit=&search=`: a page of rows. `search` is how their
    /// names begin.
    func listData(_ call: Call) throws -> Response {
        let target = call.request.target
        try Problem.refuseUnknown(in: target, except: ["after", "limit", "search"])
        let kinds = roster.seeded.flatMap { $0.dataKinds }
        guard let kind = kinds.first(where: { $0.name == call.path["kind"] }) else {
            throw Problem(
                .notFound, code: "no-such-kind",
                detail: "There are no data of the kind \(call.path["kind"].excerpt).",
                hint: "There are \(kinds.map(\.name).joined(separator: ", ")).")
        }
        let limit = try Self.number(target, "limit", 1...Self.mostRows) ?? 50
        let after = try Self.key(target)
        // An empty search is none.
        let search = target.parameter("search").flatMap { $0.isEmpty ? nil : $0.lowercased() }
        let world = try call.present
        return try apart(crew.searches) { _ in
            let page = try world.transaction(.read) { store in
                try kind.page(of: store, after: after, search: search, limit: Int(limit))
            }
            guard let page else { throw Self.noKey }
            return Response(json: [
                "kind": .string(kind.name), "rows": .array(page.rows),
                "next": page.next.map { .string($0.text) } ?? .null,
            ])
        }
    }

    /// The `next` of the page before; nil for the first page.
    private static func key(_ target: Target) throws -> JSON? {
        guard let text = target.parameter("after"), !text.isEmpty else { return nil }
        do throws(JSONError) {
            return try JSON(parsing: Array(text.utf8))
        } catch {
            throw noKey
        }
    }

    private static var noKey: Problem {
        Problem.query("has an after that is not the next of a page of this kind")
    }
}
