package import HTTP
package import JSON

/// A valid access token of a request.
package struct BearerToken: Sendable {
    package let claims: JSON

    /// Why a token is not valid.
    package enum Problem: Error, Sendable {
        /// The request has no token, or another scheme.
        case missing
        case malformed
        /// The token names an unknown key.
        case unknownKey
        case invalidSignature
        case expired(Instant)
        case notYetValid(Instant)
        case audience(String)
        case issuer(String)
    }

    /// Checks the token of a request: its signature, its times by the world's clock, its audience
    /// and its issuer, in the order of the frameworks of both services.
    ///
    /// - Parameters:
    ///   - audiences: the audiences that the token may have.
    ///   - isIssuer: whether an issuer is trusted.
    package init(
        _ request: Request, in world: World, for audiences: [String],
        from isIssuer: (String) -> Bool
    ) throws(Problem) {
        guard let text = request.credentials?.value(of: "Bearer").map(String.init) else {
            throw .missing
        }
        guard let token = JSONWebToken(text) else { throw .malformed }
        switch world.signingKeys.verdict(on: token, text) {
        case .ours: break
        case .unknownKey: throw .unknownKey
        case .invalid: throw .invalidSignature
        }
        let now = world.clock.now
        guard let expiry = try Self.instant("exp", of: token) else { throw .malformed }
        guard expiry > now else { throw .expired(expiry) }
        if let start = try Self.instant("nbf", of: token), start > now { throw .notYetValid(start) }
        guard token.audiences.contains(where: audiences.contains) else {
            throw .audience(token.audiences.joined(separator: ", "))
        }
        let issuer = token.claims["iss"]?.string ?? ""
        guard isIssuer(issuer) else { throw .issuer(issuer) }
        claims = token.claims
    }

    private static func instant(
        _ claim: String, of token: JSONWebToken
    ) throws(Problem) -> Instant? {
        do throws(JSONWebToken.NoInstant) {
            return try token.instant(claim)
        } catch {
            throw .malformed
        }
    }
}
