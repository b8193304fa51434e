import Emulation
import HTTP
import HTTPTypes
import IdentityAPI
import JSON
import SQLite
import TestWorlds
import Testing

private let v1 = "/\(Estate.contoso)/oauth2/token"
private let v2 = "/\(Estate.contoso)/oauth2/v2.0/token"
private let credentials =
    "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25"
private let resource = "&resource=https%3A%2F%2Fonestore.microsoft.com"

/// A refusal as it prints; its trace and correlation are the first two that the world gives out.
private func refusal(
    _ status: Int, _ rule: String, _ error: String, _ code: Int, _ text: String, hasURI: Bool = true
) -> String {
    let trace = "e220a839-7b1d-4daf-ae78-9e6aa1b965f4"
    let correlation = "06c45d18-8009-454f-b88b-b8a8724c81ec"
    let now = "2018-05-01 12:00:00Z"
    let uri = hasURI ? #","error_uri":"http://identity.test/error?code=\#(code)""# : ""
    return """
        \(status) \(rule)
        {"error":"\(error)","error_description":"AADSTS\(code): \(text) Trace ID: \(trace) \
        Correlation ID: \(correlation) Timestamp: \(now)","error_codes":[\(code)],\
        "timestamp":"\(now)","trace_id":"\(trace)","correlation_id":"\(correlation)"\(uri)}
        """
}

@Suite struct `The token endpoint of Entra` {
    @Test(.tags(.observed)) func `answers numbers as strings in version 1`() throws {
        let answer = try Estate().answer(
            .post, "/\(Estate.contoso)/oauth2/token", credentials + resource, Estate.form)
        #expect(answer.rule.header == "entra.token.v1; observed")
        let token = try JSON(parsing: answer.response.body)["access_token"]?.string ?? ""
        #expect(
            answer.response.text == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=utf-8
                cache-control: no-store, no-cache
                pragma: no-cache
                expires: -1

                {"token_type":"Bearer","expires_in":"3599","ext_expires_in":"3599",\
                "expires_on":"1525179599","not_before":"1525176000",\
                "resource":"https://onestore.microsoft.com","access_token":"\(token)"}
                """)
    }

    @Test(.tags(.observed)) func `answers numbers in version 2`() throws {
        let answer = try Estate().answer(
            .post, "/\(Estate.contoso)/oauth2/v2.0/token",
            credentials + "&scope=https://onestore.microsoft.com/.default", Estate.form)
        #expect(answer.rule.header == "entra.token.v2; observed")
        let content = try JSON(parsing: answer.response.body)
        let token = content["access_token"]?.string ?? ""
        #expect(
            content.text == """
                {"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"\(token)"}
                """)
    }

    @Test(.tags(.observed)) func `issues tokens of version 1 for the tenant`() throws {
        let token = try #require(JSONWebToken(try Estate().token(in: Estate.contoso.uppercased())))
        #expect(token.header["typ"] == "JWT")
        #expect(
            token.claims.text == """
                {"aud":"https://onestore.microsoft.com",\
                "iss":"https://sts.windows.net/\(Estate.contoso)/","iat":1525176000,"nbf":1525176000,\
                "exp":1525179599,"appid":"\(Estate.tool)","appidacr":"1",\
                "idp":"https://sts.windows.net/\(Estate.contoso)/",\
                "oid":"9cd1beb7-7d36-4257-86c2-834c6dda1cb7","sub":"9cd1beb7-7d36-4257-86c2-834c6dda1cb7",\
                "tid":"\(Estate.contoso)","uti":"e220a8397b1dcdaf","ver":"1.0"}
                """)
    }

    @Test(.tags(.observed)) func `takes the credentials in a header too`() throws {
        // b7a0…:s%2Bcret%26%25, as RFC 6749 has it written.
        let basic = "YjdhMGU3YTQtNWEwYy00YTU5LTlmNmUtMmY3ZDNjMWIwYTk4OnMlMkJjcmV0JTI2JTI1"
        #expect(
            try Estate().post(
                v1, "grant_type=client_credentials" + resource, ["Authorization": "Basic \(basic)"]
            ).hasPrefix("200 entra.token.v1"))
    }

    @Test(.tags(.observed)) func `takes a client without a resource for one of the directory`()
        throws
    {
        let estate = try Estate()
        let answer = estate.post(v1, credentials)
        #expect(answer.contains(#""resource":"00000002-0000-0000-c000-000000000000""#))
        let token = try #require(answer.firstMatch(of: /"access_token":"([^"]+)"/)).1
        #expect(estate.get("/V1/Inventory", String(token)).hasPrefix("401 store.token; observed"))
    }

    @Test(
        .tags(.observed),
        arguments: [
            (
                "", "invalid_request", 900_144,
                "The request body must contain the following parameter: 'grant_type'."
            ),
            (
                "grant_type=client_credentials", "invalid_request", 900_144,
                "The request body must contain the following parameter: 'client_id'."
            ),
            (
                "grant_type=implicit&client_id=x", "unsupported_grant_type", 70_003,
                "The app requested an unsupported grant type 'implicit'."
            ),
        ])
    func `refuses a form that lacks something`(form: String, error: String, code: Int, text: String)
        throws
    {
        #expect(
            try Estate().post(v1, form)
                == refusal(
                    400, "entra.token.request; observed", error, code, text, hasURI: code != 70_003)
        )
    }

    @Test(.tags(.observed)) func `refuses content that is no form as one that lacks everything`()
        throws
    {
        #expect(
            try Estate().call(.post, v1, credentials, ["Content-Type": "application/json"])
                .contains("'grant_type'"))
    }

    @Test(.tags(.observed))
    func `refuses a client that it does not know, or that does not prove itself`() throws {
        #expect(
            try Estate().post(
                v1, "grant_type=client_credentials&client_id=nobody&client_secret=x" + resource)
                == refusal(
                    400, "entra.token.client; observed", "unauthorized_client", 700_016,
                    "Application with identifier 'nobody' was not found in the directory '\(Estate.contoso)'. "
                        + "This can happen if the application has not been installed by the administrator of "
                        + "the tenant or consented to by any user in the tenant. You may have sent your "
                        + "authentication request to the wrong tenant."))
        let client = "grant_type=client_credentials&client_id=\(Estate.tool)"
        #expect(
            try Estate().post(v1, client + resource)
                == refusal(
                    401, "entra.token.client; observed", "invalid_client", 7_000_216,
                    "'client_assertion', 'client_secret' or 'request' is required for the "
                        + "'client_credentials' grant type."))
        for secret in ["wrong", "s%2Bcret%26%25%25", "s%2Bcret"] {
            #expect(
                try Estate().post(v1, client + "&client_secret=\(secret)" + resource)
                    == refusal(
                        401, "entra.token.client; observed", "invalid_client", 7_000_215,
                        "Invalid client secret provided. Ensure the secret being sent in the request is the "
                            + "client secret value, not the client secret ID, for a secret added to app "
                            + "'\(Estate.tool)'."))
        }
        let assertion = "&client_assertion_type=\(ClientAssertionType.urn)&client_assertion=a.b.c"
        #expect(
            try Estate().post(v1, client + assertion + resource)
                .contains(
                    "AADSTS700027: The certificate with identifier used to sign the client assertion"
                ))
    }

    @Test(.tags(.observed)) func `refuses a tenant that it does not know`() throws {
        let text =
            "Tenant 'nobody.example' not found. Check to make sure you have the correct tenant ID and are "
            + "signing into the correct cloud. Check with your subscription administrator, this may happen if "
            + "there are no active subscriptions for the tenant."
        #expect(
            try Estate().post("/nobody.example/oauth2/token", credentials + resource)
                == refusal(400, "entra.tenant; observed", "invalid_request", 90_002, text))
        #expect(
            try Estate().call(.get, "/nobody.example/.well-known/openid-configuration")
                == refusal(400, "entra.tenant; observed", "invalid_tenant", 90_002, text))
        #expect(
            try Estate().post("/no%20body/oauth2/token", credentials + resource)
                == refusal(
                    400, "entra.tenant; observed", "invalid_request", 900_023,
                    "Specified tenant identifier 'no body' is neither a valid DNS name, nor a valid external "
                        + "domain."))
    }

    @Test(.tags(.observed))
    func `refuses a resource that it does not know, and a scope that names none`() throws {
        #expect(
            try Estate().post(v1, credentials + "&resource=https://x")
                == refusal(
                    400, "entra.token.resource; observed", "invalid_resource", 500_011,
                    "The resource principal named https://x was not found in the tenant named "
                        + "\(Estate.contoso). This can happen if the application has not been installed by the "
                        + "administrator of the tenant or consented to by any user in the tenant. You might "
                        + "have sent your authentication request to the wrong tenant."))
        #expect(
            try Estate().post(v2, credentials)
                == refusal(
                    400, "entra.token.resource; observed", "invalid_request", 90_014,
                    "The required field 'scope' is missing from the credential. Ensure that you have all the "
                        + "necessary parameters for the login request."))
        #expect(
            try Estate().post(v2, credentials + "&scope=user.read")
                == refusal(
                    400, "entra.token.resource; observed", "invalid_scope", 1_002_012,
                    "The provided value for scope user.read is not valid. Client credential flows must have a "
                        + "scope value with /.default suffixed to the resource identifier (application ID URI).",
                    hasURI: false))
    }

    @Test(.tags(.observed)) func `refuses a tenant that is anybody's`() throws {
        for tenant in ["common", "Organizations"] {
            #expect(
                try Estate().post("/\(tenant)/oauth2/v2.0/token", credentials)
                    == refusal(
                        400, "entra.tenant; observed", "invalid_request", 50_059,
                        "No tenant-identifying information found in either the request or implied by any "
                            + "provided credentials."))
        }
    }

    @Test(.tags(.observed)) func `repeats the id by which a client calls its request`() throws {
        let id = "0f0e0d0c-0b0a-0908-0706-050403020100"
        #expect(
            try Estate().post(v1, "", ["client-request-id": id.uppercased()])
                .contains(#""correlation_id":"\#(id)""#))
    }

    @Test(.tags(.chosen)) func `asks nobody who they are in open mode`() throws {
        let estate = try Estate(.open)
        let anyone = "grant_type=client_credentials&client_id=me&resource=https://anything"
        #expect(estate.post("/any.tenant/oauth2/token", anyone).hasPrefix("200 entra.token.v1"))
        #expect(estate.post("/any.tenant/oauth2/token", "client_id=me").contains("'grant_type'"))
    }

    @Test(.tags(.chosen)) func `has no other paths and methods`() throws {
        #expect(try Estate().call(.get, v1) == "405 entra.route; chosen\n")
        #expect(try Estate().call(.head, v1) == "405 entra.route; chosen\n")
        #expect(
            try Estate().call(.head, "/common/discovery/keys").hasPrefix(
                "200 entra.keys; observed\n"))
        #expect(
            try Estate().call(.get, "/\(Estate.contoso)/oauth2/authorize")
                == "404 entra.route; chosen\n")
    }

    @Test(.tags(.chosen)) func `cannot read its store and says so`() throws {
        let estate = try Estate()
        try estate.world.transaction(.write) { try $0.run("DROP TABLE seatfiller_applications") }
        #expect(
            estate.post(v1, credentials + resource)
                == refusal(
                    500, "entra.failure; chosen", "server_error", 50000,
                    "There was an error issuing a token."))
    }
}

@Suite struct `The discovery document of Entra` {
    @Test(.tags(.observed)) func `names endpoints under the client's origin, and the real issuer`()
        throws
    {
        let estate = try Estate()
        let first = estate.call(.get, "/\(Estate.contoso)/.well-known/openid-configuration")
        let base = "http://identity.test/\(Estate.contoso)"
        #expect(first.hasPrefix("200 entra.discovery; observed\n"))
        #expect(first.contains(#""token_endpoint":"\#(base)/oauth2/token""#))
        #expect(first.contains(#""jwks_uri":"\#(base)/discovery/keys""#))
        #expect(first.contains(#""issuer":"https://sts.windows.net/\#(Estate.contoso)/""#))
        let second = estate.call(.get, "/\(Estate.contoso)/v2.0/.well-known/openid-configuration")
        #expect(second.contains(#""token_endpoint":"\#(base)/oauth2/v2.0/token""#))
        #expect(second.contains(#""jwks_uri":"\#(base)/discovery/v2.0/keys""#))
        #expect(
            second.contains(
                #""issuer":"https://login.microsoftonline.com/\#(Estate.contoso)/v2.0""#))
    }

    @Test(.tags(.observed)) func `of any tenant has the tenant open`() throws {
        #expect(
            try Estate().call(.get, "/common/.well-known/openid-configuration")
                .contains(#""issuer":"https://sts.windows.net/{tenantid}/""#))
    }

    @Test(.tags(.chosen)) func `says https where a proxy has ended TLS`() throws {
        #expect(
            try Estate().call(
                .get, "/common/.well-known/openid-configuration", "", ["X-Forwarded-Proto": "https"]
            ).contains(#""token_endpoint":"https://identity.test/common/oauth2/token""#))
    }

    @Test(.tags(.chosen)) func `names the client's host behind a proxy`() throws {
        for fields in [
            ["X-Forwarded-Host": "login.example:8443", "X-Forwarded-Proto": "https"],
            ["Forwarded": #"for=10.0.0.1;proto=https;host="login.example:8443""#],
        ] {
            #expect(
                try Estate().call(.get, "/common/.well-known/openid-configuration", "", fields)
                    .contains(#""token_endpoint":"https://login.example:8443/common/oauth2/token""#)
            )
        }
    }

    @Test(.tags(.observed)) func `leads to the keys of both versions`() throws {
        let estate = try Estate()
        let keys = estate.call(.get, "/\(Estate.contoso)/discovery/keys")
        #expect(
            keys.hasPrefix(
                "200 entra.keys; observed\n" + #"{"keys":[{"kty":"RSA","use":"sig","kid":""#))
        #expect(estate.call(.get, "/\(Estate.contoso)/discovery/v2.0/keys") == keys)
    }
}

enum ClientAssertionType {
    static let urn = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
}
