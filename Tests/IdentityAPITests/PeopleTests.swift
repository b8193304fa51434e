import Emulation
import HTTP
import HTTPTypes
import JSON
import SQLite
import TestWorlds
import Testing

private let store = "https%3A%2F%2Fonestore.microsoft.com"
private let ann = "&username=ANN@contoso.com&password=pa+ss%2B%25"
private let object = "0d6f2a3c-5b1e-4f7a-8c9d-1e2f3a4b5c6d"
private let module = "295a96a4-53fa-41ee-9a49-91fb99f95a00"
private let v1 = "/\(Estate.contoso)/oauth2/token"
private let v2 = "/\(Estate.contoso)/oauth2/v2.0/token"

private func form(_ client: String = Estate.phone, _ rest: String = ann) -> String {
    "grant_type=password&client_id=\(client)\(rest)"
}

/// The number and the text of a refusal behind its status and rule.
private func refusal(_ answer: String) throws -> String {
    let head = answer.prefix { $0 != "\n" }
    let content = try JSON(parsing: Array(answer.dropFirst(head.count).utf8))
    let text = content["error_description"]?.string ?? ""
    let end = text.firstRange(of: " Trace ID: ")?.lowerBound ?? text.endIndex
    return "\(head) \(content["error"]?.string ?? "") \(text[..<end])"
}

private func nobody(in directory: String) -> String {
    "invalid_grant AADSTS50034: The user account {EmailHidden} does not exist in the \(directory) directory. "
        + "To sign into this application, the account must be added to the directory."
}

private func lacks(_ parameter: String) -> String {
    "400 entra.token.request; observed invalid_request AADSTS900144: The request body must contain the "
        + "following parameter: '\(parameter)'."
}

@Suite struct `A person who signs in` {
    @Test(.tags(.observed)) func `gets a token of version 1 for the Store`() throws {
        let estate = try Estate()
        let answer = estate.answer(
            .post, "/common/oauth2/token", form(module) + "&resource=\(store)&scope=openid",
            Estate.form)
        #expect(answer.rule.header == "entra.token.person; observed")
        let content = try JSON(parsing: answer.response.body)
        let token = content["access_token"]?.string ?? ""
        let identity = content["id_token"]?.string ?? ""
        #expect(
            content.text == """
                {"token_type":"Bearer","scope":"user_impersonation","expires_in":"3599",\
                "ext_expires_in":"3599","expires_on":"1525179599","not_before":"1525176000",\
                "resource":"https://onestore.microsoft.com","access_token":"\(token)","id_token":"\(identity)"}
                """)
        #expect(
            try #require(JSONWebToken(token)).claims.text == """
                {"aud":"https://onestore.microsoft.com",\
                "iss":"https://sts.windows.net/\(Estate.contoso)/","iat":1525176000,"nbf":1525176000,\
                "exp":1525179599,"amr":["pwd"],"appid":"\(module)","appidacr":"0","oid":"\(object)",\
                "scp":"user_impersonation","sub":"\(object)","tid":"\(Estate.contoso)",\
                "unique_name":"Ann@contoso.com","upn":"Ann@contoso.com","uti":"e220a8397b1dcdaf","ver":"1.0"}
                """)
        #expect(
            try #require(JSONWebToken(identity)).claims.text == """
                {"aud":"\(module)","iss":"https://sts.windows.net/\(Estate.contoso)/","iat":1525176000,\
                "nbf":1525176000,"exp":1525179599,"name":"Ann@contoso.com","oid":"\(object)","sub":"\(object)",\
                "tid":"\(Estate.contoso)","unique_name":"Ann@contoso.com","upn":"Ann@contoso.com","ver":"1.0"}
                """)
        #expect(estate.get("/V1/Users/ann@contoso.com/Seats", token).hasPrefix("200 "))
        #expect(!estate.get("/V1/Inventory", token).contains("9F"))
    }

    @Test(
        .tags(.observed),
        arguments: [v2, "/organizations/oauth2/v2.0/token", "/contoso.com/oauth2/v2.0/token"])
    func `gets a token from version 2, and is told who that is`(path: String) throws {
        let answer = try Estate().answer(
            .post, path,
            form() + "&scope=openid+profile+offline_access+\(store)%2F.default&client_info=1",
            Estate.form)
        #expect(answer.rule.header == "entra.token.person; observed")
        let content = try JSON(parsing: answer.response.body)
        let token = content["access_token"]?.string ?? ""
        let identity = content["id_token"]?.string ?? ""
        let info = Base64URL.encode(
            Array(#"{"uid":"\#(object)","utid":"\#(Estate.contoso)"}"#.utf8))
        #expect(
            content.text == """
                {"token_type":"Bearer","scope":"https://onestore.microsoft.com/user_impersonation openid \
                profile https://onestore.microsoft.com/.default","expires_in":3599,"ext_expires_in":3599,\
                "access_token":"\(token)","id_token":"\(identity)","client_info":"\(info)"}
                """)
        #expect(try #require(JSONWebToken(token)).claims["upn"] == "Ann@contoso.com")
        #expect(
            try #require(JSONWebToken(identity)).claims.text == """
                {"aud":"\(Estate.phone)","iss":"https://login.microsoftonline.com/\(Estate.contoso)/v2.0",\
                "iat":1525176000,"nbf":1525176000,"exp":1525179599,"name":"Ann@contoso.com","oid":"\(object)",\
                "preferred_username":"Ann@contoso.com","sub":"\(object)","tid":"\(Estate.contoso)","ver":"2.0"}
                """)
    }

    @Test(
        .tags(.observed),
        arguments: [
            (
                "&scope=https://onestore.microsoft.com/user_impersonation",
                "https://onestore.microsoft.com"
            ),
            ("&scope=openid", "00000003-0000-0000-c000-000000000000"),
            ("&scope=User.Read", "00000003-0000-0000-c000-000000000000"),
        ])
    func `gets a token for whatever resource the scopes are of`(scope: String, audience: String)
        throws
    {
        let answer = try JSON(
            parsing: Estate().answer(.post, v2, form() + scope, Estate.form).response.body)
        let token = try #require(JSONWebToken(answer["access_token"]?.string ?? ""))
        #expect(token.claims["aud"] == .string(audience))
        #expect(answer["refresh_token"] == nil)
    }

    @Test(
        .tags(.observed),
        arguments: [
            (
                v1, form(), "&username=eve@contoso.com",
                nobody(in: Estate.contoso)
            ),
            (
                "/common/oauth2/token", form(), "&username=ann@nowhere.example",
                nobody(in: "nowhere.example")
            ),
            (
                v1, form(), "&username=bob@contoso.com",
                "invalid_grant AADSTS50056: Invalid or missing password: password does not exist in the "
                    + "directory for this user."
            ),
            (
                v2, form(), "&password=another",
                "invalid_grant AADSTS50126: Error validating credentials due to invalid username or password."
            ),
            (
                v1, form(), "&password=PA+SS%2B%25",
                "invalid_grant AADSTS50126: Error validating credentials due to invalid username or password."
            ),
        ])
    func `is refused as Entra words it`(path: String, form: String, other: String, refused: String)
        throws
    {
        // The first value of a name counts.
        let text = form.replacing("grant_type=password", with: "grant_type=password\(other)")
        #expect(
            try refusal(Estate().post(path, text + "&resource=\(store)&scope=openid"))
                == "400 entra.token.password; observed \(refused)")
    }

    @Test(
        .tags(.observed),
        arguments: [
            (
                "&username=ann@contoso.com",
                lacks("password")
            ),
            (
                "&password=x",
                lacks("username")
            ),
        ])
    func `gives name and password`(rest: String, refused: String) throws {
        #expect(try refusal(Estate().post(v1, form(Estate.phone, rest))) == refused)
    }

    @Test(.tags(.observed)) func `has a client that is known, and proves itself where it can`()
        throws
    {
        let estate = try Estate()
        #expect(
            try refusal(estate.post(v1, form(Estate.tool)))
                == "401 entra.token.client; observed invalid_client AADSTS7000218: The request body must "
                + "contain the following parameter: 'client_assertion' or 'client_secret'.")
        #expect(
            try refusal(estate.post(v1, form(Estate.tool) + "&client_secret=x")).contains(
                "AADSTS7000215"))
        #expect(
            estate.post(v1, form(Estate.tool) + "&client_secret=s%2Bcret%26%25&resource=\(store)")
                .hasPrefix("200 entra.token.person"))
        #expect(try refusal(estate.post(v1, form("nobody"))).contains("AADSTS700016"))
        // Of Microsoft's own the client credentials are nobody's.
        #expect(
            try refusal(
                estate.post(v1, "grant_type=client_credentials&client_id=\(module)&client_secret=x")
            )
            .contains("AADSTS700016"))
    }

    @Test(.tags(.observed), arguments: ["common", "Consumers"])
    func `is refused by version 2 where it is nobody's tenant`(tenant: String) throws {
        #expect(
            try refusal(Estate().post("/\(tenant)/oauth2/v2.0/token", form() + "&scope=openid"))
                == "400 entra.tenant; observed invalid_request AADSTS9001023: The grant type is not supported "
                + "over the /common or /consumers endpoints. Please use the /organizations or tenant-specific "
                + "endpoint.")
    }

    @Test(.tags(.observed)) func `is found by the name alone where that has a domain`() throws {
        #expect(
            try refusal(
                Estate().post("/common/oauth2/token", form(module, "&username=ann&password=x"))
            )
            .contains("AADSTS50059"))
    }

    @Test(.tags(.observed)) func `asks for things of one resource`() throws {
        #expect(
            try refusal(Estate().post(v2, form() + "&scope=\(store)%2F.default+https://x/.default"))
                == "400 entra.token.resource; observed invalid_scope AADSTS70011: The provided request must "
                + "include a 'scope' input parameter. The provided value for the input parameter 'scope' is not "
                + "valid. The scope https://onestore.microsoft.com/.default https://x/.default is not valid."
        )
        #expect(try refusal(Estate().post(v2, form())).contains("AADSTS90014"))
        #expect(
            try refusal(Estate().post(v2, form() + "&scope=https://x/y")).contains("AADSTS500011"))
    }

    @Test(.tags(.chosen)) func `is anybody in open mode`() throws {
        let estate = try Estate(.open)
        let anybody = "&username=me@nowhere.example&password=x"
        let answer = estate.post("/common/oauth2/token", form("any", anybody) + "&resource=x")
        #expect(answer.hasPrefix("200 entra.token.person; observed"))
        let token = try #require(answer.firstMatch(of: /"access_token":"([^"]+)"/)).1
        let claims = try #require(JSONWebToken(String(token))).claims
        #expect(claims["upn"] == "me@nowhere.example" && claims["tid"] == "nowhere.example")
        // With the password of somebody else, too.
        #expect(
            estate.post(v1, form("any", "&username=ann@contoso.com&password=x")).hasPrefix("200 "))
    }

    @Test(.tags(.chosen)) func `may call the Store as long as the organization lists them`() throws
    {
        let estate = try Estate()
        let answer = estate.post(v1, form() + "&resource=\(store)")
        let token = String(try #require(answer.firstMatch(of: /"access_token":"([^"]+)"/)).1)
        #expect(estate.get("/V1/Inventory", token).contains("9A"))
        try estate.world.transaction(.write) {
            try $0.run("UPDATE store_users SET is_deleted = 1 WHERE user_name = 'Ann@contoso.com'")
        }
        #expect(estate.get("/V1/Inventory", token).hasPrefix("401 store.not-activated; inferred\n"))
    }
}

@Suite struct `The scopes of OpenID` {
    private static let client =
        "grant_type=client_credentials&client_id=\(Estate.tool)&client_secret=s%2Bcret%26%25&scope="

    @Test(
        .tags(.observed),
        arguments: [
            "openid+offline_access+profile+\(store)%2F.default",
            "\(store)%2F.default+openid+profile",
            "openid+\(store)%2F.default++offline_access", "+\(store)%2F.default+",
        ])
    func `change nothing for an application`(scope: String) throws {
        #expect(
            try Estate().post(v2, Self.client + scope).hasPrefix("200 entra.token.v2; observed\n"))
    }

    @Test(
        .tags(.observed),
        arguments: [
            "openid", "openid+profile", "\(store)%2F.default+https://x/.default",
            "\(store)%2F.default+User.Read", "\(store)%2F.default+\(store)%2F.default",
        ])
    func `make no resource, and of two none`(scope: String) throws {
        #expect(try refusal(Estate().post(v2, Self.client + scope)).contains("AADSTS1002012"))
    }
}
