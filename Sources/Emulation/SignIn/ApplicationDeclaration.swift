import JSON

/// An element of the seed's member `applications`.
struct ApplicationDeclaration {
    private(set) var clientID: String?
    private(set) var secret: String?
    private(set) var permissions: [String] = []
    /// By the columns of the table.
    private(set) var scopes: [String: JSON] = [:]
    private(set) var certificates: [String] = []
    /// Where it begins in the seed.
    private(set) var place: Int?

    init(_ seed: inout SeedReader) throws {
        var declared = self
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
            case "certificates": declared.certificates = try Self.readCertificates(&seed)
            case "permissions":
                let known = seed.roster.permissions
                declared.permissions = try Self.strings(&seed, "permissions") { seed, noun in
                    try seed.choice(noun, of: known)
                }
            default:
                guard let scope = scopes.first(where: { $0.name == member }) else { return }
                declared.scopes[scope.column] = try Self.read(scope, &seed)
            }
        }
        self = declared
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

    /// Reads PEM texts, and notes those that cannot be parsed.
    private static func readCertificates(_ seed: inout SeedReader) throws -> [String] {
        try strings(&seed, "certificates") { seed, noun in
            let place = try seed.place()
            guard let pem = try seed.string(noun) else { return nil }
            do {
                _ = try ClientCertificate(pem: pem)
                return pem
            } catch {
                seed.note(
                    "\(noun) is neither an RSA certificate nor a public key",
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
