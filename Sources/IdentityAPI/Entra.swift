package import Emulation
package import HTTP
package import HTTPTypes
import JSON
import SQLite

/// The token endpoints of Microsoft Entra ID, `https://login.microsoftonline.com`, as applications
/// use them.
package struct Entra: RoutedAPI {
    package static let name = "entra"
    package static let prefixes: [PathPrefix] = [
        "/{tenant}/oauth2", "/{tenant}/discovery", "/{tenant}/.well-known",
        "/{tenant}/v2.0/.well-known",
    ]
    package static let rules = EntraRule.all
    package static let quirks: [any Quirk.Type] = []

    package static let router = Router<Operation<Entra>>([
        .post("/{tenant}/oauth2/token", .init("issueTokenV1") { $0.issueTokenV1 }),
        .post("/{tenant}/oauth2/v2.0/token", .init("issueTokenV2") { $0.issueTokenV2 }),
        .get("/{tenant}/.well-known/openid-configuration", .init("discoverV1") { $0.discoverV1 }),
        .get(
            "/{tenant}/v2.0/.well-known/openid-configuration", .init("discoverV2") { $0.discoverV2 }
        ),
        .get("/{tenant}/discovery/keys", .init("listKeys") { $0.listKeys }),
        .get("/{tenant}/discovery/v2.0/keys", .init("listKeys") { $0.listKeys }),
    ]).takingHead()

    let world: World

    package init(in world: World) {
        self.world = world
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        var response = EntraError.failure(status).answer(to: request, in: world).response
        nameMethods(besides: request, in: &response)
        return response
    }

    package func admits(_ request: Request) -> Bool {
        respond(to: request).isSuccess
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        Answer(.noOperation(allowed: allowed), by: EntraRule.route)
    }

    package func refusal(_ error: any Error, of request: Request) -> Answer {
        switch error {
        case let error as EntraError: error.answer(to: request, in: world)
        case let error as ContentError: EntraError(error).answer(to: request, in: world)
        default:
            refusal(of: error, to: request)
                ?? EntraError.failure(.internalServerError).answer(to: request, in: world)
        }
    }

    /// `POST /{tenant}/oauth2/token`: the numbers of its answer are strings.
    private func issueTokenV1(_ request: Request, _ path: Parameters) throws -> Answer {
        let form = try Form(request)
        let client = try authenticate(form, request, tenant: path["tenant"])
        // Who names no resource gets a token for the directory itself.
        let resource = form?["resource"] ?? Self.directory
        try checkResource(resource, in: client.tenant)
        let token = issue(to: client, for: resource)
        return Answer(
            Self.uncached(
                Response(json: [
                    "token_type": "Bearer", "expires_in": .string("\(token.lifetimeSeconds)"),
                    "ext_expires_in": .string("\(token.lifetimeSeconds)"),
                    "expires_on": .string("\(token.end.epochSeconds)"),
                    "not_before": .string("\(token.start.epochSeconds)"),
                    "resource": .string(resource), "access_token": .string(token.text),
                ])), by: EntraRule.tokenV1)
    }

    /// `POST /{tenant}/oauth2/v2.0/token`
    private func issueTokenV2(_ request: Request, _ path: Parameters) throws -> Answer {
        let form = try Form(request)
        let client = try authenticate(form, request, tenant: path["tenant"])
        guard let scope = form?["scope"] else { throw EntraError.missingScope }
        guard scope.hasSuffix(Self.defaultScope), !scope.contains(" ") else {
            throw EntraError.noDefaultScope(scope)
        }
        let resource = String(scope.dropLast(Self.defaultScope.count))
        try checkResource(resource, in: client.tenant)
        let token = issue(to: client, for: resource)
        return Answer(
            Self.uncached(
                Response(json: [
                    "token_type": "Bearer", "expires_in": .integer(token.lifetimeSeconds),
                    "ext_expires_in": .integer(token.lifetimeSeconds),
                    "access_token": .string(token.text),
                ])), by: EntraRule.tokenV2)
    }

    private static let defaultScope = "/.default"
    /// The directory's own API, which stands in for a resource that is not named.
    private static let directory = "00000002-0000-0000-c000-000000000000"
    // MARK: The client

    private struct Client {
        let id: String
        let tenant: String
    }

    /// The client of a request, in the order in which Entra was seen to find fault.
    private func authenticate(
        _ form: Form?, _ request: Request, tenant: String
    ) throws -> Client {
        if Self.isAnyTenant(tenant), world.authentication == .enforced {
            throw EntraError.anyTenant
        }
        let tenant = try self.tenant(tenant)
        guard let grant = form?["grant_type"] else {
            throw EntraError.missingParameter("grant_type")
        }
        guard grant == "client_credentials" else { throw EntraError.unsupportedGrant(grant) }
        guard let form else { throw EntraError.missingParameter("grant_type") }
        let credentials = ClientCredentials(form, request)
        guard let id = credentials.id else { throw EntraError.missingParameter("client_id") }
        guard world.authentication == .enforced else { return Client(id: id, tenant: tenant) }
        guard let known = try world.application(id) else {
            throw EntraError.unknownApplication(id, tenant: tenant)
        }
        if credentials.hasAssertion {
            guard proves(credentials, known, request) else {
                throw EntraError.unknownCertificate(known.clientID)
            }
            return Client(id: known.clientID, tenant: tenant)
        }
        guard credentials.secret != nil else { throw EntraError.missingSecret }
        guard credentials.hasSecret(of: known) else { throw EntraError.wrongSecret(known.clientID) }
        return Client(id: known.clientID, tenant: tenant)
    }

    private func proves(
        _ credentials: ClientCredentials, _ application: Application, _ request: Request
    ) -> Bool {
        // The endpoint as the client calls it, or as the real service is called.
        let hosts = ["login.microsoftonline.com", "login.windows.net", "sts.windows.net"]
        let audiences = ([request.origin] + hosts.map { "https://\($0)" }).map {
            $0 + request.target.path
        }
        return credentials.assertion?.proves(application, to: audiences, at: world.clock.now)
            ?? false
    }

    /// - Throws: a 400 for a name that can be no tenant's.
    func checkForm(ofTenant name: String) throws(EntraError) {
        let isName =
            name.utf8.count <= 255
            && name.utf8.allSatisfy { byte in
                byte.isLetterOrDigit || "-.".utf8.contains(byte)
            }
        guard isName else { throw .malformedTenant(name) }
    }

    /// The tenant's id as it is stored; in open mode any name that can be one.
    ///
    /// - Throws: a 400 for a name that is no tenant's.
    func tenant(_ name: String) throws -> String {
        try checkForm(ofTenant: name)
        if let known = try world.tenant(name) { return known }
        guard world.authentication == .open else { throw EntraError.unknownTenant(name) }
        return name
    }

    private func checkResource(_ resource: String, in tenant: String) throws(EntraError) {
        let known = world.roster.audiences(ofTokensFrom: Self.name) + [Self.directory]
        guard world.authentication == .open || known.contains(resource) else {
            throw .unknownResource(resource, tenant: tenant)
        }
    }

    // MARK: The token

    private struct Token {
        let text: String
        let start: Instant
        let end: Instant
        let lifetimeSeconds: Int64
    }

    /// A token of version 1, which this resource takes from either endpoint.
    private func issue(to client: Client, for resource: String) -> Token {
        let now = world.clock.now
        let lifetimeSeconds: Int64 = 3599
        let end = now.advanced(bySeconds: lifetimeSeconds)
        let issuer = Self.issuer(of: client.tenant)
        // The application's object in the tenant: the same for ever, and another in each tenant.
        let object = GUID.named("\(client.tenant) \(client.id)")
        let claims = world.claiming([
            "aud": .string(resource), "iss": .string(issuer), "iat": .integer(now.epochSeconds),
            "nbf": .integer(now.epochSeconds), "exp": .integer(end.epochSeconds),
            "appid": .string(client.id), "appidacr": "1", "idp": .string(issuer),
            "oid": .string(object), "sub": .string(object), "tid": .string(client.tenant),
            "uti": .string(world.identifiers.hexadecimal(words: 1)), "ver": "1.0",
        ])
        return Token(
            text: world.signingKeys.sign(claims, type: "JWT"), start: now, end: end,
            lifetimeSeconds: lifetimeSeconds)
    }

    static func issuer(of tenant: String) -> String {
        "https://sts.windows.net/\(tenant)/"
    }

    static func uncached(_ response: Response) -> Response {
        var response = response
        response.headerFields[.cacheControl] = "no-store, no-cache"
        response.headerFields[.pragma] = "no-cache"
        response.headerFields[.expires] = "-1"
        return response
    }
}
