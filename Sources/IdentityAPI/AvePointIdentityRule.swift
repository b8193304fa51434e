package import Emulation

/// The rules of AvePoint's identity service.
package enum AvePointIdentityRule {
    private static let source =
        "IdentityServer4's own answer; the service is one by its path, its documentation's code "
        + "and its limit of scopes."

    static let route = Rule(
        "avepoint.route",
        "The server returns 404 or 405 without content when the path or the method does not exist. "
            + "HEAD is one of these methods. At the token endpoint avepoint.token.request applies "
            + "instead.", .inferred, source: source)
    static let failure = Rule(
        "avepoint.failure", "The server returns 500 when its own store fails.", .chosen,
        source: "Nothing shows it.")
    static let token = Rule(
        "avepoint.token",
        "The answer is an access token for an hour. It has the requested scopes, or all of the "
            + "application's scopes when the request names none.", .documented,
        source: "Register an app; that all are given where none is asked for is inferred")
    static let request = Rule(
        "avepoint.token.request",
        "The server returns 400 invalid_request when the request is not a POST of a form.",
        .inferred, source: source)
    static let contentEncoding = Rule(
        "avepoint.token.content-encoding",
        "The server returns 415 invalid_request when the Content-Encoding of the form is not "
            + "identity.", .chosen,
        source: "ASP.NET Core decodes nothing; nothing shows what it says of a form.")
    static let client = Rule(
        "avepoint.token.client",
        "The server returns 400 invalid_client when the client is unknown, the secret is wrong, or "
            + "the assertion is expired, used before or not signed by a certificate of the "
            + "application.", .inferred, source: source)
    static let grant = Rule(
        "avepoint.token.grant",
        "The server returns unsupported_grant_type when the grant type is missing or unknown.",
        .inferred, source: source)
    static let otherGrant = Rule(
        "avepoint.token.other-grant",
        "The server returns unauthorized_client when the grant type is for people.", .inferred,
        source: source)
    static let scope = Rule(
        "avepoint.token.scope",
        "The server returns invalid_scope when a scope is unknown or not the application's, or the "
            + "scopes have more than 300 characters.", .observed,
        source: "The length in live tests of 2026-03-31; the rest is IdentityServer4's.")
    static let discovery = Rule(
        "avepoint.discovery",
        "The answer lists the endpoints under the origin that the client uses.", .inferred,
        source: "The documentation's C# sample reads token_endpoint from it.")
    static let keys = Rule(
        "avepoint.keys", "The answer lists the keys that sign tokens, the newest first.", .inferred,
        source: source)

    /// The rules that can decide an answer to each operation.
    package static let byOperation: [String: [Rule]] = [
        "issueToken": [token, request, contentEncoding, client, grant, otherGrant, scope],
        "discover": [discovery], "listKeys": [keys],
    ]

    package static let all = [
        route, failure, token, request, contentEncoding, client, grant, otherGrant, scope,
        discovery, keys,
    ]
}
