import JSON
import SQLite

/// The table of applications, and the seed's member `applications` that fills it: shared by the
/// APIs that issue tokens and those that take them.
enum Applications {
    static let seedMember = "applications"
    static let table = "seatfiller_applications"

    /// - Parameter roster: the APIs that an application may see something of.
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
            ) WITHOUT ROWID;
            """
    }

    static func load(_ seed: inout SeedReader, into store: Connection) throws {
        try seed.array("applications") { try load(application: &$0, into: store) }
    }

    /// The elements of the seed's member, in the order of the client ids.
    static func export(_ store: Connection, of roster: Roster) throws -> [JSON] {
        var applications: [JSON] = []
        try forEach(in: store, of: roster) { _, application in
            applications.append(try application())
        }
        return applications
    }

    /// What is wrong with the rows, of which an SQL seed may have added any.
    static func mistakes(
        in store: Connection, of roster: Roster, at now: Instant
    ) throws -> [String] {
        var mistakes: [String] = []
        try forEach(in: store, of: roster) { id, application in
            do {
                let text = JSONText(Array(try application().text.utf8))
                var reader = SeedReader(text, file: "", now: now, for: roster)
                _ = try read(&reader)
                mistakes += reader.mistakes.map { "the application \(id): \($0.message)" }
            } catch let error as ColumnError {
                mistakes.append("the application \(id): \(error)")
            }
        }
        return mistakes
    }

    /// A column whose text is not the JSON that it should be.
    private struct ColumnError: Error, CustomStringConvertible {
        let description: String
    }

    /// Lends the id of each application, and the application as the seed has it.
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

    /// What an application of a seed says.
    private struct Declaration {
        var clientID: String?
        var secret: String?
        var permissions: [String] = []
        /// By their columns.
        var scopes: [String: JSON] = [:]
        var certificates: [String] = []
        var place: Int?
    }

    private static func load(
        application seed: inout SeedReader, into store: Connection
    ) throws {
        let declared = try read(&seed)
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

    private static func read(_ seed: inout SeedReader) throws -> Declaration {
        var declared = Declaration()
        let scopes = seed.roster.scopes
        declared.place = try seed.object(
            "an application",
            members: ["clientId", "clientSecret", "certificates", "permissions"]
                + scopes.map(\.name),
            required: ["clientId"]
        ) { seed, member in
            switch member {
            case "clientId": declared.clientID = try seed.string("clientId")
            case "clientSecret": declared.secret = try seed.string("clientSecret")
            case "certificates": declared.certificates = try readCertificates(&seed)
            case "permissions":
                let known = seed.roster.permissions
                declared.permissions = try strings(&seed, "permissions") { seed, noun in
                    try seed.choice(noun, of: known)
                }
            default:
                guard let scope = scopes.first(where: { $0.name == member }) else { return }
                declared.scopes[scope.column] = try read(scope, &seed)
            }
        }
        return declared
    }

    private static func read(_ scope: ScopeMember, _ seed: inout SeedReader) throws -> JSON {
        guard scope.canBeAll else {
            return .array(try strings(&seed, scope.name).map(JSON.string))
        }
        let place = try seed.place()
        switch try seed.value() {
        case .string("all"): return .string("all")
        case .array(let ids) where ids.allSatisfy(\.isString): return .array(ids)
        case let other:
            seed.note(
                "\(scope.name) must be \"all\" or a list of ids, not \(other.noun)", at: place)
            return .string("all")
        }
    }

    /// PEM texts, each read once to see whether it is one.
    private static func readCertificates(_ seed: inout SeedReader) throws -> [String] {
        try strings(&seed, "certificates") { seed, noun in
            let place = try seed.place()
            guard let pem = try seed.string(noun) else { return nil }
            do {
                _ = try ClientCertificate(pem: pem)
                return pem
            } catch {
                seed.note(
                    "\(noun) is no RSA certificate and no public key",
                    hint: "write the PEM text in one string, its lines separated by \\n", at: place)
                return nil
            }
        }
    }

    private static func strings(
        _ seed: inout SeedReader, _ noun: String,
        _ read: (inout SeedReader, String) throws -> String? = { try $0.string($1) }
    ) throws -> [String] {
        var strings: [String] = []
        try seed.array(noun) { seed in
            if let string = try read(&seed, "an element of \(noun)") { strings.append(string) }
        }
        return strings
    }
}

extension Value {
    /// A JSON array of strings.
    fileprivate static func json(_ strings: [String]) -> Value {
        .text(JSON.array(strings.map(JSON.string)).text)
    }
}

extension JSON {
    fileprivate var isString: Bool {
        if case .string = self { true } else { false }
    }
}
