internal import JSON
internal import Synchronization

/// Whether an application is who it says, RFC 7523: a token that it has signed itself.
package enum ClientAssertion {
    /// Whether the assertion proves the application, now and here; it then proves nothing again.
    ///
    /// - Parameter audiences: what `aud` may be: the token endpoint.
    package static func proves(
        _ application: Application, _ text: String, to audiences: [String], at now: Instant,
        used: UsedAssertions
    ) -> Bool {
        guard let token = JSONWebToken(text), token.header["alg"] == "RS256",
            let issuer = token.claims["iss"]?.string, issuer == token.claims["sub"]?.string,
            issuer.lowercased() == application.clientID.lowercased(),
            token.audiences.contains(where: audiences.contains),
            let expiry = token.instant("exp"), expiry > now,
            token.instant("nbf").map({ $0 <= now }) ?? true,
            let id = token.claims["jti"]?.string, !id.isEmpty,
            isSigned(token, by: application)
        else { return false }
        return used.add("\(issuer) \(id)", until: expiry, at: now)
    }

    /// The client that an assertion speaks of, without having been believed.
    package static func subject(of text: String) -> String? {
        JSONWebToken(text)?.claims["sub"]?.string
    }

    private static func isSigned(_ token: JSONWebToken, by application: Application) -> Bool {
        application.certificates.contains { pem in
            do {
                let certificate = try ClientCertificate(pem: pem)
                return certificate.isMeant(by: token) && token.isSigned(by: certificate.key)
            } catch {
                preconditionFailure("a certificate was read when it was loaded: \(error)")
            }
        }
    }
}

/// The assertions that have been used, until they expire.
package final class UsedAssertions: Sendable {
    private let expiries = Mutex<[String: Instant]>([:])

    /// One more is refused: whoever sends so many within their life is no test.
    private static let most = 100_000

    package init() {}

    /// Notes an assertion.
    ///
    /// - Returns: false where it has been used before.
    internal func add(_ id: String, until expiry: Instant, at now: Instant) -> Bool {
        expiries.withLock { expiries in
            if let known = expiries[id], known > now { return false }
            if expiries.count >= Self.most { expiries = expiries.filter { $0.value > now } }
            guard expiries.count < Self.most else { return false }
            expiries[id] = expiry
            return true
        }
    }
}
