package import Emulation
package import HTTP
package import HTTPTypes
import JSON
import SQLite

/// The token endpoints of Microsoft Entra ID, `https://login.microsoftonline.com`, as applications
/// use them, and people by their passwords.
package struct Entra: RoutedAPI {
    package static let name = "entra"
    package static let prefixes: [PathPrefix] = [
        "/{tenant}/oauth2", "/{tenant}/discovery", "/{tenant}/.well-known",
        "/{tenant}/v2.0/.well-known", "/common/userrealm",
    ]
    package static let hosts = [
        "login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net",
    ]
    package static let rules = EntraRule.all
    package static let rulesByOperation = EntraRule.byOperation
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
        .get("/common/discovery/instance", .init("discoverInstance") { $0.discoverInstance }),
        .get("/common/userrealm/{user}", .init("discoverUserRealm") { $0.discoverUserRealm }),
        .get("/common/userrealm", .init("discoverUserRealm") { $0.discoverUserRealm }),
    ]).takingHead()

    let world: World

    package init(in world: World) {
        self.world = world
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        guard status == .methodNotAllowed else {
            return EntraError.failure(status).answer(to: request, in: world).response
        }
        return .noOperation(allowed: Self.router.otherMethods(than: request))
    }

    package static let givesTokens = true

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
        let (client, person) = try authenticate(form, request, tenant: path["tenant"], version: 1)
        // Without a resource the token is for the directory itself.
        let resource = form?["resource"] ?? Self.directory
        try checkResource(resource, in: client.tenant)
        let token = issue(to: client, of: person, for: resource)
        var members: [JSON.Member] = [JSON.Member(name: "token_type", value: "Bearer")]
        if person != nil {
            members.append(JSON.Member(name: "scope", value: .string(Self.delegation)))
        }
        let rest: [(String, JSON)] = [
            ("expires_in", .string("\(token.lifetimeSeconds)")),
            ("ext_expires_in", .string("\(token.lifetimeSeconds)")),
            ("expires_on", .string("\(token.end.epochSeconds)")),
            ("not_before", .string("\(token.start.epochSeconds)")),
            ("resource", .string(resource)), ("access_token", .string(token.text)),
        ]
        members += rest.map { JSON.Member(name: $0, value: $1) }
        if let person, form?["scope"]?.split(separator: " ").contains("openid") == true {
            let idToken = identify(person, to: client, version: 1)
            members.append(JSON.Member(name: "id_token", value: .string(idToken)))
        }
        return Answer(
            Self.uncached(Response(json: .object(members))),
            by: person == nil ? EntraRule.tokenV1 : EntraRule.person)
    }

    /// `POST /{tenant}/oauth2/v2.0/token`
    private func issueTokenV2(_ request: Request, _ path: Parameters) throws -> Answer {
        let form = try Form(request)
        let (client, person) = try authenticate(form, request, tenant: path["tenant"], version: 2)
        guard let text = form?["scope"] else { throw EntraError.missingScope }
        let scope = Scope(text)
        if let person { return try issueTokenV2(scope, to: client, of: person, form) }
        guard let resource = scope.applicationResource else {
            throw EntraError.noDefaultScope(text)
        }
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

    /// The directory's own API, which is the default resource.
    private static let directory = "00000002-0000-0000-c000-000000000000"

    func checkResource(_ resource: String, in tenant: String) throws(EntraError) {
        let known = world.roster.audiences(ofTokensFrom: Self.name) + [Self.directory]
        guard world.authentication == .open || known.contains(resource) else {
            throw .unknownResource(resource, tenant: tenant)
        }
    }

    struct Token {
        let text: String
        let start: Instant
        let end: Instant
        let lifetimeSeconds: Int64
    }

    /// A token of version 1, which this resource accepts from either endpoint.
    ///
    /// - Parameter person: on whose behalf the client acts; nil for its own.
    func issue(to client: Client, of person: Person? = nil, for resource: String) -> Token {
        let now = world.clock.now
        let lifetimeSeconds: Int64 = 3599
        let end = now.advanced(bySeconds: lifetimeSeconds)
        let issuer = Self.issuer(of: client.tenant)
        var claims: [JSON.Member] = []
        func add(_ name: String, _ value: JSON) {
            claims.append(JSON.Member(name: name, value: value))
        }
        add("aud", .string(resource))
        add("iss", .string(issuer))
        add("iat", .integer(now.epochSeconds))
        add("nbf", .integer(now.epochSeconds))
        add("exp", .integer(end.epochSeconds))
        if person != nil { add("amr", ["pwd"]) }
        add("appid", .string(client.id))
        add("appidacr", client.isPublic ? "0" : "1")
        if person == nil { add("idp", .string(issuer)) }
        // The application's object in the tenant: the same for ever, and another in each tenant.
        let object = person?.objectID ?? GUID.named("\(client.tenant) \(client.id)")
        add("oid", .string(object))
        if person != nil { add("scp", .string(Self.delegation)) }
        add("sub", .string(object))
        add("tid", .string(client.tenant))
        if let person {
            add("unique_name", .string(person.name))
            add("upn", .string(person.name))
        }
        add("uti", .string(world.identifiers.hexadecimal(words: 1)))
        add("ver", "1.0")
        return Token(
            text: world.signingKeys.sign(world.claiming(.object(claims)), type: "JWT"),
            start: now, end: end, lifetimeSeconds: lifetimeSeconds)
    }

    static func issuer(of tenant: String) -> String {
        "https://sts.windows.net/\(tenant)/"
    }

    static func issuerV2(of tenant: String) -> String {
        "https://login.microsoftonline.com/\(tenant)/v2.0"
    }

    static func uncached(_ response: Response) -> Response {
        var response = response
        response.headerFields[.cacheControl] = "no-store, no-cache"
        response.headerFields[.pragma] = "no-cache"
        response.headerFields[.expires] = "-1"
        return response
    }
}
