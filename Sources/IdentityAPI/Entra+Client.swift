import Emulation
import HTTP

// The client of a token request: its tenant, its application and its person.
extension Entra {
    /// An application that has proved itself if it had to.
    struct Client {
        let id: String
        let tenant: String
        var isPublic = false
    }

    /// The client of a request, and the person whose password it has. The checks come in the order
    /// that was observed at Entra.
    func authenticate(
        _ form: Form?, _ request: Request, tenant name: String, version: Int
    ) throws -> (Client, Person?) {
        let grant = form?["grant_type"]
        if Self.isAnyTenant(name), world.authentication == .enforced, grant != Self.password {
            throw EntraError.anyTenant
        }
        // Of these the person's name decides.
        let tenant = Self.isAnyTenant(name) && grant == Self.password ? nil : try tenant(name)
        guard let form, let grant else { throw EntraError.missingParameter("grant_type") }
        guard [Self.clientCredentials, Self.password].contains(grant) else {
            throw EntraError.unsupportedGrant(grant)
        }
        let credentials = ClientCredentials(form, request)
        guard let id = credentials.id else { throw EntraError.missingParameter("client_id") }
        guard grant == Self.password else {
            return (try authenticate(id, credentials, request, in: tenant ?? name), nil)
        }
        try Self.checkEndpoint(ofPersonsIn: name, version: version)
        let user = try User(form, in: tenant)
        let home = try tenant ?? self.tenant(of: user)
        let client = try authenticate(id, credentials, request, in: home, forPerson: true)
        return (client, try person(user, in: home))
    }

    private static let clientCredentials = "client_credentials"

    private func authenticate(
        _ id: String, _ credentials: ClientCredentials, _ request: Request, in tenant: String,
        forPerson isForPerson: Bool = false
    ) throws -> Client {
        guard world.authentication == .enforced else {
            let isPublic = isForPerson && credentials.secret == nil && !credentials.hasAssertion
            return Client(id: id, tenant: tenant, isPublic: isPublic)
        }
        guard let known = try world.application(id) else {
            // Microsoft's own is in every tenant.
            if isForPerson, equalsIgnoringCase(id, Self.storeModule) {
                return Client(id: Self.storeModule, tenant: tenant, isPublic: true)
            }
            throw EntraError.unknownApplication(id, tenant: tenant)
        }
        if isForPerson, known.isPublic {
            return Client(id: known.clientID, tenant: tenant, isPublic: true)
        }
        if credentials.hasAssertion {
            guard proves(credentials, known, request) else {
                throw EntraError.unknownCertificate(known.clientID)
            }
            return Client(id: known.clientID, tenant: tenant)
        }
        guard credentials.secret != nil else {
            throw isForPerson ? EntraError.confidentialClient : EntraError.missingSecret
        }
        guard credentials.hasSecret(of: known) else { throw EntraError.wrongSecret(known.clientID) }
        return Client(id: known.clientID, tenant: tenant)
    }

    private func proves(
        _ credentials: ClientCredentials, _ application: Application, _ request: Request
    ) -> Bool {
        // The endpoint as the client calls it, or under a host of the real service.
        let audiences = ([request.origin] + Self.hosts.map { "https://\($0)" }).map {
            $0 + request.target.path
        }
        return credentials.assertion?.proves(application, to: audiences, at: world.clock.now)
            ?? false
    }

    /// - Throws: a 400 if the name cannot be a tenant's.
    func checkForm(ofTenant name: String) throws(EntraError) {
        let isName =
            name.utf8.count <= 255
            && name.utf8.allSatisfy { byte in
                byte.isLetterOrDigit || "-.".utf8.contains(byte)
            }
        guard isName else { throw .malformedTenant(name) }
    }

    /// The stored id of the tenant that has this id or domain. In open mode any valid name will do.
    ///
    /// - Throws: a 400 if no tenant has the name.
    func tenant(_ name: String) throws -> String {
        try checkForm(ofTenant: name)
        if let known = try world.tenant(name) { return known }
        guard world.authentication == .open else { throw EntraError.unknownTenant(name) }
        return name
    }
}
