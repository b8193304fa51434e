package import Emulation

/// The rules of AvePoint's identity service that an answer can rest on.
package enum AvePointIdentityRule {
    private static let source =
        "IdentityServer4's own answer; the service is one by its path, its documentation's code "
        + "and its limit of scopes."

    static let route = Rule(
        "avepoint.route",
        "A path or a method that is not there, HEAD among them, is a 404 or a 405 without content; "
            + "at the token endpoint avepoint.token.request decides.",
        .inferred, source: source)
    static let failure = Rule(
        "avepoint.failure", "What the emulator's own store cannot do is a 500.", .chosen,
        source: "Nothing shows it.")
    static let token = Rule(
        "avepoint.token",
        "An access token for an hour, with the scopes asked for, or all that the application has.",
        .documented,
        source: "Register an app; that all are given where none is asked for is inferred")
    static let request = Rule(
        "avepoint.token.request", "What is no POST of a form is a 400 invalid_request.", .inferred,
        source: source)
    static let contentEncoding = Rule(
        "avepoint.token.content-encoding",
        "A form with a Content-Encoding other than identity is a 415 invalid_request.", .chosen,
        source: "ASP.NET Core decodes nothing; nothing shows what it says of a form.")
    static let client = Rule(
        "avepoint.token.client",
        "An unknown client, a wrong secret and an assertion that is expired, used before, or not "
            + "signed by a certificate of the application are a 400 invalid_client.",
        .inferred, source: source)
    static let grant = Rule(
        "avepoint.token.grant",
        "A grant type that is missing or unknown is unsupported_grant_type.",
        .inferred, source: source)
    static let otherGrant = Rule(
        "avepoint.token.other-grant", "A grant of people's is unauthorized_client.", .inferred,
        source: source)
    static let scope = Rule(
        "avepoint.token.scope",
        "A scope that is unknown or not the application's, and more than 300 characters of them, "
            + "are invalid_scope.",
        .observed,
        source: "The length in live tests of 2026-03-31; the rest is IdentityServer4's.")
    static let discovery = Rule(
        "avepoint.discovery", "The endpoints under the origin that the client uses.", .inferred,
        source: "The documentation's C# sample reads token_endpoint from it.")
    static let keys = Rule(
        "avepoint.keys", "The keys that tokens are signed with, the newest first.", .inferred,
        source: source)

    package static let all = [
        route, failure, token, request, contentEncoding, client, grant, otherGrant, scope,
        discovery, keys,
    ]
}
