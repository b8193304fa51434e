import Emulation
import HTTP
import JSON

// The documents that clients read before they request a token, and that resources verify tokens
// with.
extension Entra {
    /// `GET /{tenant}/.well-known/openid-configuration`
    func discoverV1(_ request: Request, _ path: Parameters) throws -> Answer {
        let tenant = try discoverable(path["tenant"])
        return document(
            request, tenant, endpoints: "/oauth2", keys: "/discovery/keys",
            issuer: Self.issuer(of: Self.isAnyTenant(tenant) ? "{tenantid}" : tenant))
    }

    /// `GET /{tenant}/v2.0/.well-known/openid-configuration`
    func discoverV2(_ request: Request, _ path: Parameters) throws -> Answer {
        let tenant = try discoverable(path["tenant"])
        let issuer = Self.isAnyTenant(tenant) ? "{tenantid}" : tenant
        return document(
            request, tenant, endpoints: "/oauth2/v2.0", keys: "/discovery/v2.0/keys",
            issuer: Self.issuerV2(of: issuer))
    }

    /// `GET /{tenant}/discovery/keys`, `/{tenant}/discovery/v2.0/keys`: the same for every tenant.
    func listKeys(_ request: Request, _ path: Parameters) throws -> Answer {
        try checkForm(ofTenant: path["tenant"])
        return Answer(
            Response(json: ["keys": .array(world.signingKeys.published)]), by: EntraRule.keys)
    }

    /// The names that stand for the tenant of whoever signs in.
    static func isAnyTenant(_ name: String) -> Bool {
        ["common", "organizations", "consumers"].contains { equalsIgnoringCase($0, name) }
    }

    private func discoverable(_ name: String) throws -> String {
        if Self.isAnyTenant(name) { return name }
        do {
            return try tenant(name)
        } catch EntraError.unknownTenant(let name) {
            throw EntraError.undiscoverableTenant(name)
        }
    }

    private func document(
        _ request: Request, _ tenant: String, endpoints: String, keys: String, issuer: String
    ) -> Answer {
        let base = "\(request.origin)/\(tenant)"
        return Answer(
            Response(json: [
                "token_endpoint": .string(base + endpoints + "/token"),
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post", "private_key_jwt", "client_secret_basic",
                ],
                "jwks_uri": .string(base + keys),
                "response_modes_supported": ["query", "fragment", "form_post"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "response_types_supported": ["code", "id_token", "code id_token", "token"],
                "scopes_supported": ["openid"], "issuer": .string(issuer),
                // No one can sign in here. The endpoint is named because clients require it.
                "authorization_endpoint": .string(base + endpoints + "/authorize"),
                "claims_supported": ["sub", "iss", "aud", "exp", "iat", "ver"],
                "tenant_region_scope": "WW", "cloud_instance_name": "microsoftonline.com",
            ]), by: EntraRule.discovery)
    }
}
