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
        "A form without grant_type or client_id is AADSTS900144, another grant than "
            + "client_credentials AADSTS70003.",
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
            + "with another AADSTS7000215, with an assertion that does not prove it AADSTS700027.",
        .observed, source: "Captured answers; that every such assertion gets the same is chosen")
    static let resource = Rule(
        "entra.token.resource",
        "A resource that is not known is AADSTS500011; a scope that is missing AADSTS90014, one "
            + "that does not end in /.default AADSTS1002012.",
        .observed, source: "Captured answers")
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
        discovery, keys,
    ]
}
