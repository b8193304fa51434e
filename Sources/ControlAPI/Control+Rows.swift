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
        let kind = try kind(call)
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

    /// `PUT`, `PATCH` or `DELETE /__admin/data/{kind}`: changes one row, which the query names.
    func changeData(_ call: Call) throws -> Response {
        let kind = try kind(call)
        guard let edit = kind.edits.first(where: { $0.method == call.request.method }) else {
            let methods = ["GET", "HEAD"] + kind.edits.map(\.method.rawValue)
            throw Problem.methodNotAllowed(
                call.request, allowed: methods.joined(separator: ", "))
        }
        let key = try Self.key(of: edit, call.request.target)
        // A refused change makes no world.
        let prospect = try call.selection.existing == nil ? call.selection.prospect : nil
        let text = try call.text
        return try apart(crew.data) { _ in
            func change(_ world: World) throws -> JSON {
                let now = world.clock.now
                let content = try Self.content(of: edit, text, at: now)
                return try world.transaction(.write) { store in
                    try edit.carryOut(DataEdit.Order(store, key, content, at: now), on: kind)
                }
            }
            if let prospect { _ = try change(prospect) }
            return Response(json: try change(call.world))
        }
    }

    /// The kind that a path names.
    private func kind(_ call: Call) throws(Problem) -> DataKind {
        let kinds = roster.seeded.flatMap { $0.dataKinds }
        if let kind = kinds.first(where: { $0.name == call.path["kind"] }) { return kind }
        throw Problem(
            .notFound, code: "no-such-kind",
            detail: "There are no data of the kind \(call.path["kind"].excerpt).",
            hint: "There are \(kinds.map(\.name).joined(separator: ", ")).")
    }

    /// The values of a query that name the row of an edit.
    private static func key(
        of edit: DataEdit, _ target: Target
    ) throws(Problem) -> [String: String] {
        try Problem.refuseUnknown(in: target, except: edit.key + edit.scope)
        var key: [String: String] = [:]
        for name in edit.key + edit.scope {
            if let value = target.parameter(name), !value.isEmpty { key[name] = value }
        }
        if let missing = edit.key.first(where: { key[$0] == nil }) {
            throw .query(
                "does not name the row: it lacks \(missing) of "
                    + edit.key.joined(separator: ", "))
        }
        return key
    }

    /// The content of a call, completed.
    private static func content(
        of edit: DataEdit, _ text: [UInt8], at now: Instant
    ) throws -> JSON {
        guard let shape = edit.content else {
            guard text.isEmpty else { throw Problem.content("must be empty for this call") }
            return [:]
        }
        let text = text.isEmpty ? "{}" : String(decoding: text, as: UTF8.self)
        switch try shape.complete(text, "the content", at: now) {
        case .value(let content): return content
        case .mistakes(let mistakes):
            throw Problem.content("is refused: " + mistakes.joined(separator: "; "))
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
