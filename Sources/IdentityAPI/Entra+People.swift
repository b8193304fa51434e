import Emulation
import HTTP
import JSON

// People who sign in with their password, which is the only way without a browser.
extension Entra {
    static let password = "password"
    /// What a client may do on behalf of a person.
    static let delegation = "user_impersonation"
    /// The public client that Microsoft's own PowerShell module for the Store signs in as.
    static let storeModule = "295a96a4-53fa-41ee-9a49-91fb99f95a00"

    /// The person that a form names.
    struct User {
        let name: String
        let password: String
        /// The name of the person's directory in an error.
        let directory: String

        init(_ form: Form, in tenant: String?) throws(EntraError) {
            guard let name = form["username"] else { throw .missingParameter("username") }
            guard let password = form["password"] else { throw .missingParameter("password") }
            self.name = name
            self.password = password
            directory = tenant ?? Entra.domain(of: name) ?? ""
        }
    }

    /// - Throws: a 400 if version 2 of the endpoint takes no passwords.
    static func checkEndpoint(
        ofPersonsIn tenant: String, version: Int
    ) throws(EntraError) {
        let isRefused = ["common", "consumers"].contains { equalsIgnoringCase($0, tenant) }
        if version == 2, isRefused { throw .noPasswords }
    }

    /// The tenant that the domain of a person's name belongs to.
    ///
    /// - Throws: a 400 for a name without a domain, and for a domain that no tenant has.
    func tenant(of user: User) throws -> String {
        guard let domain = Self.domain(of: user.name) else { throw EntraError.anyTenant }
        if let known = try world.tenant(domain) { return known }
        guard world.authentication == .open else {
            throw EntraError.unknownUser(directory: user.directory)
        }
        return domain
    }

    /// The person with this password. In open mode anybody will do.
    func person(_ user: User, in tenant: String) throws -> Person {
        let known = try world.person(user.name, of: tenant)
        guard world.authentication == .enforced else {
            return known ?? Person(name: user.name, in: tenant)
        }
        guard let known else { throw EntraError.unknownUser(directory: user.directory) }
        guard let password = known.password else { throw EntraError.noPassword }
        guard Secret.matches(user.password, password) else { throw EntraError.wrongPassword }
        return known
    }

    /// The answer of version 2 of the endpoint.
    func issueTokenV2(
        _ scope: Scope, to client: Client, of person: Person, _ form: Form?
    ) throws -> Answer {
        guard let resource = scope.delegatedResource else {
            throw EntraError.severalResources(scope.resourceScopes.joined(separator: " "))
        }
        if resource != Scope.graph { try checkResource(resource, in: client.tenant) }
        let token = issue(to: client, of: person, for: resource)
        let all = "\(resource)/\(Self.delegation)"
        let granted = [all] + scope.granted.filter { $0 != all }
        var members: [JSON.Member] = []
        func add(_ name: String, _ value: JSON) {
            members.append(JSON.Member(name: name, value: value))
        }
        add("token_type", "Bearer")
        add("scope", .string(granted.joined(separator: " ")))
        add("expires_in", .integer(token.lifetimeSeconds))
        add("ext_expires_in", .integer(token.lifetimeSeconds))
        add("access_token", .string(token.text))
        if scope.asksForIdentity {
            add("id_token", .string(identify(person, to: client, version: 2)))
        }
        if form?["client_info"] == "1" {
            let info: JSON = ["uid": .string(person.objectID), "utid": .string(client.tenant)]
            add("client_info", .string(Base64URL.encode(Array(info.text.utf8))))
        }
        return Answer(Self.uncached(Response(json: .object(members))), by: EntraRule.person)
    }

    /// A token that says who the person is, for the client itself.
    func identify(_ person: Person, to client: Client, version: Int) -> String {
        let now = world.clock.now
        let issuer =
            version == 1
            ? Self.issuer(of: client.tenant) : Self.issuerV2(of: client.tenant)
        var claims: [JSON.Member] = []
        func add(_ name: String, _ value: JSON) {
            claims.append(JSON.Member(name: name, value: value))
        }
        add("aud", .string(client.id))
        add("iss", .string(issuer))
        add("iat", .integer(now.epochSeconds))
        add("nbf", .integer(now.epochSeconds))
        add("exp", .integer(now.advanced(bySeconds: 3599).epochSeconds))
        add("name", .string(person.name))
        add("oid", .string(person.objectID))
        if version == 2 { add("preferred_username", .string(person.name)) }
        add("sub", .string(person.objectID))
        add("tid", .string(client.tenant))
        if version == 1 {
            add("unique_name", .string(person.name))
            add("upn", .string(person.name))
        }
        add("ver", version == 1 ? "1.0" : "2.0")
        return world.signingKeys.sign(.object(claims), type: "JWT")
    }
}
