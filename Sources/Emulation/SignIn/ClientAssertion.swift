import JSON
import Synchronization

/// A token by which an application proves who it is, RFC 7523: signed by itself.
package struct ClientAssertion: Sendable {
    private let token: JSONWebToken

    /// The value of `client_assertion_type` that announces one.
    package static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    /// How far the clocks of a client and of a server may be apart: what both frameworks allow.
    private static let toleranceSeconds: Int64 = 300

    /// Nil for a text that is no token.
    package init?(_ text: String) {
        guard let token = JSONWebToken(text) else { return nil }
        self.token = token
    }

    /// The client that it names. Nothing has been verified yet.
    package var subject: String? { token.claims["sub"]?.string }

    /// Whether it proves the application, now and here.
    ///
    /// - Parameters:
    ///   - audiences: what `aud` may be: the token endpoint, by any of its names.
    ///   - used: where a service takes each assertion once, those that it has taken.
    package func proves(
        _ application: Application, to audiences: [String], at now: Instant,
        once used: UsedAssertions? = nil
    ) -> Bool {
        guard let issuer = token.claims["iss"]?.string, issuer == subject,
            issuer.lowercased() == application.clientID.lowercased(),
            token.audiences.contains(where: audiences.contains), let expiry = expiry(at: now),
            isSigned(by: application)
        else { return false }
        guard let used else { return true }
        guard let id = token.claims["jti"]?.string, !id.isEmpty else { return false }
        return used.add("\(application.clientID) \(id)", until: expiry, at: now)
    }

    /// When it is no longer good; nil where it is not good now.
    private func expiry(at now: Instant) -> Instant? {
        do throws(JSONWebToken.NoInstant) {
            let tolerance = Self.toleranceSeconds
            guard let expiry = try token.instant("exp")?.advanced(bySeconds: tolerance),
                expiry > now
            else { return nil }
            let start = try token.instant("nbf") ?? now
            return start <= now.advanced(bySeconds: tolerance) ? expiry : nil
        } catch {
            return nil
        }
    }

    private func isSigned(by application: Application) -> Bool {
        application.certificates.contains { pem in
            do {
                let certificate = try ClientCertificate(pem: pem)
                return certificate.isMeant(by: token) && token.isSigned(by: certificate.key)
            } catch {
                // It was read when it was loaded: somebody has edited the store file since.
                return false
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

    /// Forgets all of them.
    package func reset() {
        expiries.withLock { $0 = [:] }
    }

    /// Notes an assertion.
    ///
    /// - Returns: false where it has been used before.
    func add(_ id: String, until expiry: Instant, at now: Instant) -> Bool {
        expiries.withLock { expiries in
            if let known = expiries[id], known > now { return false }
            if expiries.count >= Self.most { expiries = expiries.filter { $0.value > now } }
            guard expiries.count < Self.most else { return false }
            expiries[id] = expiry
            return true
        }
    }
}
