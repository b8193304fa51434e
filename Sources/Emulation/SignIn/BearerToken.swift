package import HTTP
package import JSON

/// An access token that a request carries, believed.
package struct BearerToken: Sendable {
    package let claims: JSON

    /// Why a token is not believed.
    package enum Problem: Error, Sendable {
        /// There is none, or the scheme is another.
        case missing
        case malformed
        /// It names no key of ours.
        case unknownKey
        case invalidSignature
        case expired(Instant)
        case notYetValid(Instant)
        case audience(String)
        case issuer(String)
    }

    /// Reads the token of a request: its signature, its times by the world's clock, whom it is
    /// meant for and who has issued it, in the order of the frameworks of both services.
    ///
    /// - Parameters:
    ///   - audiences: whom it may be meant for.
    ///   - isIssuer: whether an issuer is one to be believed.
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
