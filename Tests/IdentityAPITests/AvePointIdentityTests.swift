import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite
import TestWorlds
import Testing

private let credentials =
    "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25"

@Suite struct `The token endpoint of AvePoint` {
    private static let scopes = "elements.license.read.all elements.customers.readwrite.all"

    @Test(.tags(.documented))
    func `answers a token for an hour, with all scopes where none is asked for`() throws {
        let answer = try Estate().answer(.post, "/connect/token", credentials, Estate.form)
        #expect(answer.rule.header == "avepoint.token; documented")
        let token = try JSON(parsing: answer.response.body)["access_token"]?.string ?? ""
        #expect(
            answer.response.text == """
                HTTP/1.1 200 OK
                content-type: application/json; charset=UTF-8
                cache-control: no-store, no-cache, max-age=0
                pragma: no-cache

                {"access_token":"\(token)","expires_in":3600,"token_type":"Bearer","scope":"\(Self.scopes)"}
                """)
        let parsed = try #require(JSONWebToken(token))
        #expect(parsed.header["typ"] == "at+jwt")
        #expect(
            parsed.claims.text == """
                {"iss":"http://identity.test","nbf":1525176000,"iat":1525176000,"exp":1525179600,\
                "aud":"https://graph.avepointonlineservices.com",\
                "scope":["elements.license.read.all","elements.customers.readwrite.all"],\
                "client_id":"\(Estate.tool)","jti":"E220A8397B1DCDAF6E789E6AA1B965F4"}
                """)
    }

    @Test(.tags(.documented)) func `gives the scopes that are asked for`() throws {
        #expect(
            try Estate().post("/connect/token", credentials + "&scope=elements.license.read.all")
                .contains(#""scope":"elements.license.read.all""#))
    }

    @Test(.tags(.documented), arguments: ["elements.cm.read.all", "elements.sm.read.all"])
    func `knows scopes of families that are not emulated`(scope: String) throws {
        let form =
            "grant_type=client_credentials&client_id=\(Estate.partner)&client_secret=partner"
        #expect(
            try Estate().post("/connect/token", form + "&scope=" + scope).contains(
                #""scope":"\#(scope)""#))
        #expect(
            try Estate().post("/connect/token", credentials + "&scope=" + scope).contains(
                "invalid_scope"))
    }

    @Test(.tags(.inferred)) func `gives a scope once, and takes blanks for none`() throws {
        let estate = try Estate()
        #expect(
            estate.post(
                "/connect/token",
                credentials + "&scope=elements.license.read.all++elements.license.read.all"
            ).contains(#""scope":"elements.license.read.all""#))
        #expect(
            estate.post("/connect/token", credentials + "&scope=+").contains(
                #""scope":"\#(Self.scopes)""#))
    }

    private func expectRefusal(
        _ form: String, _ error: String, _ rule: String, headers: [String: String] = Estate.form,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try Estate().answer(.post, "/connect/token", form, headers)
        #expect(answer.rule.header == rule, sourceLocation: sourceLocation)
        #expect(
            answer.response.text == """
                HTTP/1.1 400 Bad Request
                content-type: application/json; charset=UTF-8
                cache-control: no-store, no-cache, max-age=0
                pragma: no-cache

                {"error":"\(error)"}
                """, sourceLocation: sourceLocation)
    }

    @Test(.tags(.inferred)) func `refuses what is no POST of a form`() throws {
        try expectRefusal(
            credentials, "invalid_request", "avepoint.token.request; inferred",
            headers: ["Content-Type": "application/json"])
        try expectRefusal(
            credentials, "invalid_request", "avepoint.token.request; inferred", headers: [:])
        for target in ["/connect/token", "/Connect/Token/", "/connect/%74oken"] {
            for method in [HTTPRequest.Method.get, .head, .options] {
                #expect(
                    try Estate().call(method, target)
                        == "400 avepoint.token.request; inferred\n"
                        + #"{"error":"invalid_request"}"#)
            }
        }
    }

    @Test(
        .tags(.inferred),
        arguments: [
            "grant_type=client_credentials",
            "grant_type=client_credentials&client_id=nobody&client_secret=x",
            "grant_type=client_credentials&client_id=\(Estate.tool)",
            "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=wrong",
            // The client comes before the grant.
            "grant_type=nothing&client_id=nobody",
            "grant_type=client_credentials&client_assertion_type=other&client_assertion=x.y.z",
            "grant_type=client_credentials&client_id=\(String(repeating: "x", count: 101))&client_secret=x",
        ])
    func `refuses a client that is unknown or does not prove itself`(form: String) throws {
        try expectRefusal(form, "invalid_client", "avepoint.token.client; inferred")
    }

    @Test(.tags(.inferred)) func `refuses other grants`() throws {
        let client = "client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25"
        for grant in ["", "&grant_type=", "&grant_type=nothing"] {
            try expectRefusal(
                client + grant, "unsupported_grant_type", "avepoint.token.grant; inferred")
        }
        for grant in ["authorization_code", "password", "refresh_token"] {
            try expectRefusal(
                client + "&grant_type=\(grant)", "unauthorized_client",
                "avepoint.token.other-grant; inferred")
        }
    }

    @Test(
        .tags(.observed),
        arguments: [
            "nothing", "elements.license.read.all nothing", "elements.jobs.read.all",
            String(repeating: "elements.license.read.all ", count: 12) + "x",
        ])
    func `refuses scopes that are unknown, not the application's, or too many`(scope: String) throws
    {
        try expectRefusal(
            credentials + "&scope=\(scope.replacing(" ", with: "+"))", "invalid_scope",
            "avepoint.token.scope; observed")
    }

    @Test(.tags(.observed)) func `takes 300 characters of scopes, and no more`() throws {
        // Twelve of 25 characters with a blank between them are 311, eleven 285.
        let scope = Array(repeating: "elements.license.read.all", count: 11).joined(separator: "+")
        let estate = try Estate()
        #expect(estate.post("/connect/token", credentials + "&scope=\(scope)").hasPrefix("200 "))
        let filled = scope + String(repeating: "+", count: 15)
        #expect(estate.post("/connect/token", credentials + "&scope=\(filled)").hasPrefix("200 "))
        #expect(estate.post("/connect/token", credentials + "&scope=\(filled)+").hasPrefix("400 "))
    }

    @Test(.tags(.chosen)) func `asks nobody who they are in open mode`() throws {
        let estate = try Estate(.open)
        let anyone = estate.post("/connect/token", "grant_type=client_credentials&client_id=me")
        #expect(
            anyone.contains(
                #""scope":"elements.customers.read.all elements.customers.readwrite.all "#))
        // Who is known gets what is theirs.
        #expect(
            estate.post("/connect/token", "grant_type=client_credentials&client_id=\(Estate.tool)")
                .contains(#""scope":"\#(Self.scopes)""#))
        #expect(estate.post("/connect/token", "client_id=me").contains("unsupported_grant_type"))
    }

    @Test(.tags(.inferred)) func `is found by a discovery document under the client's origin`()
        throws
    {
        let document = try Estate().call(.get, "/.well-known/openid-configuration")
        #expect(
            document.hasPrefix(
                """
                200 avepoint.discovery; inferred
                {"issuer":"http://identity.test",\
                "jwks_uri":"http://identity.test/.well-known/openid-configuration/jwks",\
                "token_endpoint":"http://identity.test/connect/token","scopes_supported":[
                """))
    }

    @Test(.tags(.inferred)) func `publishes its keys`() throws {
        let answer = try Estate().call(.get, "/.well-known/openid-configuration/jwks")
        #expect(
            answer.hasPrefix(
                "200 avepoint.keys; inferred\n" + #"{"keys":[{"kty":"RSA","use":"sig","kid":""#))
    }

    @Test(.tags(.inferred)) func `has no other paths and methods`() throws {
        #expect(try Estate().call(.get, "/connect/authorize") == "404 avepoint.route; inferred\n")
        #expect(
            try Estate().call(.post, "/.well-known/openid-configuration")
                == "405 avepoint.route; inferred\n")
        #expect(
            try Estate().call(.head, "/.well-known/openid-configuration")
                == "405 avepoint.route; inferred\n")
    }

    @Test(.tags(.chosen)) func `cannot read its store and says so`() throws {
        let estate = try Estate()
        try estate.world.transaction(.write) { try $0.run("DROP TABLE seatfiller_applications") }
        #expect(
            estate.post("/connect/token", credentials)
                == "500 avepoint.failure; chosen\n" + #"{"error":"server_error"}"#)
    }
}
