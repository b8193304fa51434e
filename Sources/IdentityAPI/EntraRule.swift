package import Emulation

/// The rules of Entra's token endpoints.
package enum EntraRule {
    static let route = Rule(
        "entra.route",
        "The server returns 404 or 405 without content when the path or the method does not exist. "
            + "It answers HEAD like GET.", .chosen,
        source: "The service answers a page for people.")
    static let failure = Rule(
        "entra.failure", "The server returns 500 when its own store fails.", .chosen,
        source: "Nothing shows it.")
    static let tokenV1 = Rule(
        "entra.token.v1",
        "The answer is an access token for an hour less a second. Its numbers are strings, and "
            + "expires_on counts seconds since 1970. The token is for the directory when the "
            + "request names no resource.", .observed,
        source: "Captured answers of /oauth2/token; a shipping client reads expires_on.")
    static let tokenV2 = Rule(
        "entra.token.v2",
        "The answer is an access token for an hour less a second. The token has version 1, which "
            + "the resource accepts.", .observed, source: "Captured answers of /oauth2/v2.0/token")
    static let request = Rule(
        "entra.token.request",
        "The server returns AADSTS900144 when the form lacks grant_type or client_id, or lacks "
            + "username or password for a person. It returns AADSTS70003 when the grant is neither "
            + "client_credentials nor password.", .observed,
        source: "Captured answers")
    static let contentEncoding = Rule(
        "entra.token.content-encoding",
        "The server returns 415 AADSTS9002313 when the Content-Encoding of the form is not "
            + "identity.", .chosen,
        source: "The number is that of malformed requests; nothing shows such a form.")
    static let tenant = Rule(
        "entra.tenant",
        "A tenant is named by its id, by one of its domains or by the domain of one of its users. "
            + "The server returns AADSTS90002 when no seed has the tenant, AADSTS900023 when the "
            + "name cannot be a tenant's, and AADSTS50059 for a name such as common that stands "
            + "for any tenant. Version 2 takes no passwords there: AADSTS9001023.", .observed,
        source: "Captured answers; that the domain of a user needs no declaration is chosen")
    static let client = Rule(
        "entra.token.client",
        "The server returns 400 AADSTS700016 when the application is unknown. It returns 401 "
            + "AADSTS7000216 without a secret, AADSTS7000215 with a wrong secret, and AADSTS700027 "
            + "with an assertion that does not prove the application. When a person signs in at an "
            + "application that has a secret, the server returns AADSTS7000218 without it.",
        .observed,
        source: "Captured answers; that every such assertion gets the same is chosen")
    static let resource = Rule(
        "entra.token.resource",
        "The server returns AADSTS500011 when the resource is unknown, AADSTS90014 when the scope "
            + "is missing, AADSTS1002012 when the scope does not end in /.default, and AADSTS70011 "
            + "when a person's scope names several resources. The scopes openid, profile and "
            + "offline_access name no resource.", .observed,
        source: "Captured answers; MSAL for Go and for Java send these scopes with every request")
    static let person = Rule(
        "entra.token.person",
        "A person with a password gets a token for user_impersonation; in version 1 common may "
            + "stand for the tenant. The scope openid adds an id_token. The server issues no "
            + "refresh token.", .observed,
        source: "Captured answers of /oauth2/token; Microsoft's PowerShell module for the Store "
            + "signs in so. That there is nothing to refresh is chosen.")
    static let password = Rule(
        "entra.token.password",
        "The server returns AADSTS50034 when the tenant does not have the person, AADSTS50056 when "
            + "the person has no password, and AADSTS50126 when the password is wrong.",
        .observed, source: "Captured answers")
    static let instance = Rule(
        "entra.instance",
        "An authority is one service under all of its names, and the requested host is one of "
            + "them. Its document is where the parameter says. The server returns 400 "
            + "invalid_instance, AADSTS50049, for another authority.", .observed,
        source: "Captured answers of /common/discovery/instance; that the requested host is "
            + "among the names, and in open mode any host, is chosen")
    static let userRealm = Rule(
        "entra.user-realm",
        "A tenant's domain is Managed, any other Unknown. The path or the query names the person.",
        .observed,
        source: "Captured answers of /common/userrealm; what Unknown comes with, and what is said "
            + "to a request without a name, is inferred")
    static let discovery = Rule(
        "entra.discovery",
        "The answer lists the endpoints under the origin that the client uses, and the issuer of "
            + "the real service.", .observed,
        source: "The service's documents; what clients of applications do not read is "
            + "left out")
    static let keys = Rule(
        "entra.keys", "The answer lists the keys that sign tokens, the newest first.", .observed,
        source: "The service's document; certificates are left out")

    /// The rules that can decide an answer to each operation.
    package static let byOperation: [String: [Rule]] = [
        "issueTokenV1": [tokenV1] + tokenRequest, "issueTokenV2": [tokenV2] + tokenRequest,
        "discoverV1": [discovery, tenant], "discoverV2": [discovery, tenant],
        "listKeys": [keys, tenant], "discoverInstance": [instance, request],
        "discoverUserRealm": [userRealm, request],
    ]

    /// Of both versions of the endpoint for tokens.
    private static let tokenRequest = [
        request, contentEncoding, tenant, client, resource, person, password,
    ]

    package static let all = [
        route, failure, tokenV1, tokenV2, request, contentEncoding, tenant, client, resource,
        person, password, instance, userRealm, discovery, keys,
    ]
}
