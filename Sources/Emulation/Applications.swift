internal import JSON
internal import SQLite

/// The table of applications, and the seed's member `applications` that fills it: shared by the
/// APIs that issue tokens and those that take them.
internal enum Applications {
    static let seedMember = "applications"

    static let schema = """
        CREATE TABLE seatfiller_applications (
            client_id TEXT PRIMARY KEY COLLATE NOCASE,
            client_secret TEXT,
            -- A JSON array of strings each; customers is the text "all" or an array of ids.
            permissions TEXT NOT NULL,
            customers TEXT NOT NULL,
            store_tenants TEXT NOT NULL,
            certificates TEXT NOT NULL
        ) WITHOUT ROWID;
        """

    static func load(_ seed: inout SeedReader, into store: Connection) throws {
        try seed.array("applications") { seed in try loadApplication(&seed, into: store) }
    }

    /// The elements of the seed's member, in the order of the client ids.
    static func export(_ store: Connection) throws -> [JSON] {
        var applications: [JSON] = []
        try store.rows(
            """
            SELECT client_id, client_secret, certificates, permissions, customers, store_tenants
            FROM seatfiller_applications ORDER BY client_id
            """
        ) { row in
            var members = [JSON.Member(name: "clientId", value: .string(row.text(0)))]
            if let secret = row.textOrNull(1) {
                members.append(JSON.Member(name: "clientSecret", value: .string(secret)))
            }
            let rest = ["certificates", "permissions", "customers", "storeForBusinessTenants"]
            for (column, name) in rest.enumerated() {
                let text = row.text(Int32(column + 2))
                let value = try JSON(parsing: Array(text.utf8))
                members.append(JSON.Member(name: name, value: value))
            }
            applications.append(.object(members))
            return true
        }
        return applications
    }

    private static func loadApplication(
        _ seed: inout SeedReader, into store: Connection
    ) throws {
        var clientID: String?
        var secret: String?
        var permissions: [String] = []
        var customers = JSON.string("all")
        var tenants: [String] = []
        var certificates: [String] = []
        let place = try seed.object(
            "an application",
            members: [
                "clientId", "clientSecret", "certificates", "permissions", "customers",
                "storeForBusinessTenants",
            ],
            required: ["clientId"]
        ) { seed, member in
            switch member {
            case "clientId": clientID = try seed.string("clientId")
            case "clientSecret": secret = try seed.string("clientSecret")
            case "certificates": certificates = try readCertificates(&seed)
            case "permissions":
                let known = Permission.allCases.map(\.rawValue)
                permissions = try strings(&seed, "permissions") { seed, noun in
                    try seed.choice(noun, of: known)
                }
            case "customers": customers = try readCustomers(&seed)
            default: tenants = try strings(&seed, "storeForBusinessTenants")
            }
        }
        guard let clientID, let place else { return }
        try store.run(
            "INSERT OR IGNORE INTO seatfiller_applications VALUES (?, ?, ?, ?, ?, ?)",
            .text(clientID), .text(orNull: secret),
            .text(JSON.array(permissions.map(JSON.string)).text), .text(customers.text),
            .text(JSON.array(tenants.map(JSON.string)).text),
            .text(JSON.array(certificates.map(JSON.string)).text))
        if store.changes == 0 {
            seed.note("the application \(clientID) is declared twice", at: place)
        }
    }

    private static func readCustomers(_ seed: inout SeedReader) throws -> JSON {
        let place = try seed.place()
        switch try seed.value() {
        case .string("all"): return .string("all")
        case .array(let ids) where ids.allSatisfy(\.isString): return .array(ids)
        case let other:
            seed.note(
                "customers must be \"all\" or a list of ids, not \(other.noun)", at: place)
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

extension JSON {
    fileprivate var isString: Bool {
        if case .string = self { true } else { false }
    }
}
