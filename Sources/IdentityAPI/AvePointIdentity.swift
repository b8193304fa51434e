package import Emulation
package import HTTP
package import HTTPTypes
import JSON
import SQLite

/// AvePoint's identity service, `https://identity.avepointonlineservices.com`: an IdentityServer.
package struct AvePointIdentity: RoutedAPI {
    package static let name = "avepoint"
    package static let prefixes: [PathPrefix] = ["/connect", "/.well-known"]
    /// Commercial, government, AOS2, FedRAMP.
    package static let hosts = [
        "identity.avepointonlineservices.com", "identity-gov.avepointonlineservices.com",
        "identity-aos2.avepointonlineservices.com", "identity.online15.net",
    ]
    package static let rules = AvePointIdentityRule.all
    package static let rulesByOperation = AvePointIdentityRule.byOperation
    package static let quirks: [any Quirk.Type] = []

    package static let router = Router<Operation<AvePointIdentity>>([
        .post("/connect/token", .init("issueToken") { $0.issueToken }),
        .get("/.well-known/openid-configuration", .init("discover") { $0.discover }),
        .get("/.well-known/openid-configuration/jwks", .init("listKeys") { $0.listKeys }),
    ])

    private let world: World

    package init(in world: World) {
        self.world = world
    }

    package func failure(_ status: HTTPResponse.Status, to request: Request) -> Response {
        guard status == .methodNotAllowed else {
            return AvePointIdentityError.failure(status).answer.response
        }
        return .noOperation(allowed: Self.router.otherMethods(than: request))
    }

    package static let givesTokens = true

    package func admits(_ request: Request) -> Bool {
        respond(to: request).isSuccess
    }

    package func refuse(_ request: Request, allowed: String?) -> Answer {
        if allowed != nil, equalsIgnoringCase(request.target.canonicalPath, Self.tokenPath) {
            return AvePointIdentityError.invalidRequest.answer
        }
        return Answer(.noOperation(allowed: allowed), by: AvePointIdentityRule.route)
    }

    package func refusal(_ error: any Error, of request: Request) -> Answer {
        switch error {
        case let error as AvePointIdentityError: error.answer
        case let error as ContentError: AvePointIdentityError(error).answer
        default:
            refusal(of: error, to: request)
                ?? AvePointIdentityError.failure(.internalServerError).answer
        }
    }

    private static let tokenPath = "/connect/token"
    /// "expires_in (3600)": one hour.
    private static let lifetimeSeconds: Int64 = 3600

    /// `POST /connect/token`: the form, then the client, the grant, the scope.
    private func issueToken(_ request: Request, _ path: Parameters) throws -> Answer {
        guard let form = try Form(request) else { throw AvePointIdentityError.invalidRequest }
        let application = try authenticate(form, request)
        try Self.checkGrant(form)
        let scope = try Self.scope(form["scope"], of: application.permissions)
        let now = world.clock.now
        let claims = world.claiming([
            "iss": .string(request.origin), "nbf": .integer(now.epochSeconds),
            "iat": .integer(now.epochSeconds),
            "exp": .integer(now.advanced(bySeconds: Self.lifetimeSeconds).epochSeconds),
            "aud": .string(world.roster.audiences(ofTokensFrom: Self.name).first ?? ""),
            "scope": .array(scope.map(JSON.string)), "client_id": .string(application.id),
            "jti": .string(world.identifiers.hexadecimal(words: 2).uppercased()),
        ])
        let answer: JSON = [
            "access_token": .string(world.signingKeys.sign(claims, type: "at+jwt")),
            "expires_in": .integer(Self.lifetimeSeconds), "token_type": "Bearer",
            "scope": .string(scope.joined(separator: " ")),
        ]
        return Answer(Self.uncached(Response(json: answer)), by: AvePointIdentityRule.token)
    }

    /// A client, and the permissions that it may receive.
    private struct Client {
        let id: String
        let permissions: [String]
    }

    /// - Throws: `invalid_client` if the client is unknown or does not prove its identity.
    private func authenticate(_ form: Form, _ request: Request) throws -> Client {
        let credentials = ClientCredentials(form, request)
        guard let id = credentials.id, id.utf8.count <= 100 else {
            throw AvePointIdentityError.invalidClient
        }
        let known = try world.application(id)
        switch world.authentication {
        case .open:
            // No client is checked, but a known client gets its own permissions.
            return Client(
                id: id, permissions: known?.permissions ?? world.roster.permissions)
        case .enforced:
            guard let known, proves(credentials, known, request) else {
                throw AvePointIdentityError.invalidClient
            }
            return Client(id: known.clientID, permissions: known.permissions)
        }
    }

    private func proves(
        _ credentials: ClientCredentials, _ application: Application, _ request: Request
    ) -> Bool {
        guard credentials.hasAssertion else { return credentials.hasSecret(of: application) }
        // The endpoint as the client calls it, or as the reference names it. Newer libraries name
        // the issuer instead.
        let audiences = [request.origin, request.origin + "/"] + Self.hosts.map { "https://\($0)" }
        return credentials.assertion?.proves(
            application, to: audiences + (audiences.map { $0 + Self.tokenPath }),
            at: world.clock.now, once: world.usedAssertions) ?? false
    }

    private static func checkGrant(_ form: Form) throws(AvePointIdentityError) {
        switch form["grant_type"] {
        case "client_credentials": return
        case "authorization_code", "password", "refresh_token", "implicit",
            "urn:ietf:params:oauth:grant-type:device_code":
            throw .unauthorizedClient
        default: throw .unsupportedGrantType
        }
    }

    /// The requested scopes, or all of the application's.
    ///
    /// - Throws: `invalid_scope` if the scopes have more than 300 characters or one is not
    ///   assigned.
    private static func scope(
        _ text: String?, of permissions: [String]
    ) throws(AvePointIdentityError) -> [String] {
        var asked: [String] = []
        for scope in (text ?? "").split(separator: " ").map(String.init)
        where !asked.contains(scope) { asked.append(scope) }
        guard !asked.isEmpty else { return permissions }
        guard let text, text.utf8.count <= 300, asked.allSatisfy(permissions.contains) else {
            throw .invalidScope
        }
        return asked
    }

    /// `GET /.well-known/openid-configuration`
    private func discover(_ request: Request, _ path: Parameters) -> Answer {
        let origin = request.origin
        return Answer(
            Response(json: [
                "issuer": .string(origin),
                "jwks_uri": .string(origin + "/.well-known/openid-configuration/jwks"),
                "token_endpoint": .string(origin + Self.tokenPath),
                "scopes_supported": .array(world.roster.permissions.map(JSON.string)),
                "claims_supported": [], "grant_types_supported": ["client_credentials"],
                "response_types_supported": ["token"], "response_modes_supported": ["form_post"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic", "client_secret_post", "private_key_jwt",
                ],
                "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "subject_types_supported": ["public"],
            ]), by: AvePointIdentityRule.discovery)
    }

    /// `GET /.well-known/openid-configuration/jwks`
    private func listKeys(_ request: Request, _ path: Parameters) -> Answer {
        Answer(
            Response(json: ["keys": .array(world.signingKeys.published)]),
            by: AvePointIdentityRule.keys)
    }

    static func uncached(_ response: Response) -> Response {
        var response = response
        response.headerFields[.contentType] = "application/json; charset=UTF-8"
        response.headerFields[.cacheControl] = "no-store, no-cache, max-age=0"
        response.headerFields[.pragma] = "no-cache"
        return response
    }
}
