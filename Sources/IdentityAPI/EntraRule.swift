package import Emulation

/// The rules of the token endpoints that an answer can rest on.
package enum EntraRule {
    static let route = Rule(
        "entra.route",
        "A path or a method that is not there is a 404 or a 405 without content; HEAD finds what "
            + "GET does.",
        .chosen, source: "The service answers a page for people.")
    static let failure = Rule(
        "entra.failure", "What the emulator's own store cannot do is a 500.", .chosen,
        source: "Nothing shows it.")
    static let tokenV1 = Rule(
        "entra.token.v1",
        "An access token for an hour less a second; the numbers are strings, expires_on among them "
            + "in seconds since 1970. Who names no resource gets one for the directory.",
        .observed, source: "Captured answers of /oauth2/token; a shipping client reads expires_on.")
    static let tokenV2 = Rule(
        "entra.token.v2",
        "An access token for an hour less a second, of version 1 as the resource takes it.",
        .observed, source: "Captured answers of /oauth2/v2.0/token")
    static let request = Rule(
        "entra.token.request",
        "A form without grant_type or client_id is AADSTS900144, and so is one of a person without "
            + "username or password; another grant than client_credentials and password is "
            + "AADSTS70003.",
        .observed, source: "Captured answers")
    static let contentEncoding = Rule(
        "entra.token.content-encoding",
        "A form with a Content-Encoding other than identity is a 415 AADSTS9002313.", .chosen,
        source: "The number is that of malformed requests; nothing shows such a form.")
    static let tenant = Rule(
        "entra.tenant",
        "A tenant is named by its id, by one of its domains or by that of one of its users. One "
            + "that no seed has is AADSTS90002, one that cannot be AADSTS900023, and common, which "
            + "is nobody's, AADSTS50059; there version 2 takes no passwords, AADSTS9001023.",
        .observed,
        source: "Captured answers; that the domain of a user will do without being declared is "
            + "chosen")
    static let client = Rule(
        "entra.token.client",
        "An unknown application is a 400 AADSTS700016; one without its secret a 401 AADSTS7000216, "
            + "with another AADSTS7000215, with an assertion that does not prove it AADSTS700027, "
            + "and a person's that has a secret and does not give it AADSTS7000218.",
        .observed, source: "Captured answers; that every such assertion gets the same is chosen")
    static let resource = Rule(
        "entra.token.resource",
        "A resource that is not known is AADSTS500011; a scope that is missing AADSTS90014, one "
            + "that does not end in /.default AADSTS1002012, a person's for several resources "
            + "AADSTS70011. The scopes openid, profile and offline_access name no resource.",
        .observed,
        source: "Captured answers; MSAL for Go and for Java send these scopes with every request")
    static let person = Rule(
        "entra.token.person",
        "Who has a password gets a token for user_impersonation, at common too in version 1; an "
            + "id_token for openid, and no refresh token.",
        .observed,
        source: "Captured answers of /oauth2/token; Microsoft's PowerShell module for the Store "
            + "signs in so. That there is nothing to refresh is chosen.")
    static let password = Rule(
        "entra.token.password",
        "Somebody whom the tenant does not have is AADSTS50034, one without a password "
            + "AADSTS50056, a wrong password AADSTS50126.",
        .observed, source: "Captured answers")
    static let instance = Rule(
        "entra.instance",
        "An authority is one service under all of its names, and the one that was asked is among "
            + "them; its document is where the parameter says. Another authority is a 400 "
            + "invalid_instance, AADSTS50049.",
        .observed,
        source: "Captured answers of /common/discovery/instance; that the host that was asked is "
            + "among the names, and in open mode any, is chosen")
    static let userRealm = Rule(
        "entra.user-realm",
        "A domain of a tenant is Managed, another Unknown.", .observed,
        source: "Captured answers of /common/userrealm; what Unknown comes with is inferred")
    static let discovery = Rule(
        "entra.discovery",
        "The endpoints under the origin that the client uses, and the issuer of the real service.",
        .observed,
        source: "The service's documents; what clients of applications do not read is "
            + "left out")
    static let keys = Rule(
        "entra.keys", "The keys that tokens are signed with, the newest first.", .observed,
        source: "The service's document; certificates are left out")

    package static let all = [
        route, failure, tokenV1, tokenV2, request, contentEncoding, tenant, client, resource,
        person, password, instance, userRealm, discovery, keys,
    ]
}
