import JSON
import SQLite

/// The table of applications, which the member `applications` of a seed fills.
enum Applications {
    static let seedMember = "applications"
    static let table = "seatfiller_applications"

    /// - Parameter roster: the APIs that limit what an application sees.
    static func schema(for roster: Roster) -> String {
        let scopes = roster.scopes.map { scope in
            let standard = scope.canBeAll ? #""all""# : "[]"
            return "    \(scope.column) TEXT NOT NULL DEFAULT '\(standard)',\n"
        }.joined()
        return """
            CREATE TABLE \(table) (
                client_id TEXT PRIMARY KEY COLLATE NOCASE,
                client_secret TEXT,
                -- A JSON array of strings each; what is not bounded at all is the text "all".
                permissions TEXT NOT NULL,
            \(scopes)    certificates TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """
    }

    static func load(_ seed: inout SeedReader, into store: Connection) throws {
        try seed.array("applications") { try load(application: &$0, into: store) }
    }

    /// The elements of the seed's member, sorted by client id.
    static func export(_ store: Connection, of roster: Roster) throws -> [JSON] {
        var applications: [JSON] = []
        try forEach(in: store, of: roster) { _, application in
            applications.append(try application())
        }
        return applications
    }

    /// The mistakes in rows that an SQL seed may have added.
    static func mistakes(
        in store: Connection, of roster: Roster, at now: Instant
    ) throws -> [String] {
        var mistakes: [String] = []
        try forEach(in: store, of: roster) { id, application in
            do {
                let text = JSONText(Array(try application().text.utf8))
                var reader = SeedReader(text, file: "", now: now, for: roster)
                _ = try ApplicationDeclaration(&reader)
                mistakes += reader.mistakes.map { "the application \(id): \($0.message)" }
            } catch let error as ColumnError {
                mistakes.append("the application \(id): \(error)")
            }
        }
        return mistakes
    }

    /// A column whose text is not JSON.
    private struct ColumnError: Error, CustomStringConvertible {
        let description: String
    }

    /// Calls `body` with the id of each application, and with the application as a seed has it.
    private static func forEach(
        in store: Connection, of roster: Roster,
        _ body: (_ id: String, _ application: () throws -> JSON) throws -> Void
    ) throws {
        let scopes = roster.scopes
        let names = ["certificates", "permissions"] + scopes.map(\.name)
        let columns = ["certificates", "permissions"] + scopes.map(\.column)
        try store.rows(
            """
            SELECT client_id, client_secret, \(columns.joined(separator: ", "))
            FROM \(table) ORDER BY client_id
            """
        ) { row in
            let (id, secret) = (row.text(0), row.textOrNull(1))
            let columns = names.enumerated().map { ($1, row.text(Int32($0 + 2))) }
            try body(id) {
                var members = [JSON.Member(name: "clientId", value: .string(id))]
                if let secret {
                    members.append(JSON.Member(name: "clientSecret", value: .string(secret)))
                }
                for (name, text) in columns {
                    do throws(JSONError) {
                        let value = try JSON(parsing: Array(text.utf8))
                        members.append(JSON.Member(name: name, value: value))
                    } catch {
                        throw ColumnError(description: "\(name) is not JSON: \(error.message)")
                    }
                }
                return .object(members)
            }
            return true
        }
    }

    private static func load(
        application seed: inout SeedReader, into store: Connection
    ) throws {
        let declared = try ApplicationDeclaration(&seed)
        guard let id = declared.clientID, let place = declared.place else { return }
        try store.run(
            "INSERT OR IGNORE INTO \(table) (client_id, client_secret, permissions, certificates) "
                + "VALUES (?, ?, ?, ?)",
            .text(id), .text(orNull: declared.secret), .json(declared.permissions),
            .json(declared.certificates))
        guard store.changes == 1 else {
            return seed.note("the application \(id) is declared twice", at: place)
        }
        for (column, scope) in declared.scopes {
            try store.run(
                "UPDATE \(table) SET \(column) = ? WHERE client_id = ?", .text(scope.text),
                .text(id))
        }
    }
}

extension Value {
    /// A JSON array of strings.
    fileprivate static func json(_ strings: [String]) -> Value {
        .text(JSON.array(strings.map(JSON.string)).text)
    }
}
