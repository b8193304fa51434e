import ControlAPI
import Cryptography
import Emulation
import HTTP
import Synchronization
import System

/// What certificates for the emulated hosts come from. Whoever believes it believes it for those,
/// for the machine itself and for names that were added, and for no others.
///
/// Nothing of it is made before the first client needs it, unless it is kept in a folder.
final class CertificateAuthority: Sendable {
    /// What certificates are made for, besides the machine itself.
    private let names: Set<Host>
    private let state: Mutex<State>

    private struct State {
        var pair: AuthorityPair?
        /// That of all servers' certificates.
        var key: PrivateKey?
        var identities: [Host: TLSIdentity] = [:]
    }

    /// Below `localhost` there are as many names as clients think of.
    private static let mostIdentities = 64

    /// - Throws: `SeatfillerError` for a folder that cannot be used, and for what is in it.
    init(_ settings: Settings) throws(SeatfillerError) {
        names = Set(
            settings.roster.hosts.compactMap { Host($0[...]) } + settings.tlsNames)
        let pair: AuthorityPair? =
            if let folder = settings.authorityFolder {
                try AuthorityFolder(folder).pair(for: names)
            } else { nil }
        state = Mutex(State(pair: pair))
    }

    /// Whether it exists: it is made when a client needs it for the first time.
    var isMade: Bool { state.withLock { $0.pair != nil } }

    /// Its certificate, for clients.
    var files: AuthorityFiles {
        get throws(CryptographyError) {
            let certificate = try state.withLock { state throws(CryptographyError) in
                try pair(&state).certificate
            }
            return AuthorityFiles(
                pem: certificate.pem,
                trustStore: try certificate.trustStore(
                    name: "seatfiller", password: ClientEnvironment.Trust.password))
        }
    }

    /// What a server proves itself with to a client that asks for a name, or for none, at an
    /// address; nil for others than the authority is for.
    func identity(for name: String?, at address: IPAddress?) -> TLSIdentity? {
        let asked = name.map { Host($0[...]) } ?? address.map { .address($0) }
        guard let host = asked, host.isLoopback || names.contains(host) else { return nil }
        return state.withLock { state in
            if let identity = state.identities[host] { return identity }
            if state.identities.count >= Self.mostIdentities { state.identities = [:] }
            do throws(CryptographyError) {
                let identity = try newIdentity(for: host, &state)
                state.identities[host] = identity
                return identity
            } catch {
                // Nothing but memory is missing: the client is refused, and may ask again.
                return nil
            }
        }
    }

    private func newIdentity(
        for host: Host, _ state: inout State
    ) throws(CryptographyError) -> TLSIdentity {
        let pair = try pair(&state)
        let key = state.key ?? PrivateKey.newP256()
        state.key = key
        let certificate = try pair.certificate(for: [host], key.publicKey)
        return try TLSIdentity(certificate, issuers: [pair.certificate], key: key)
    }

    private func pair(_ state: inout State) throws(CryptographyError) -> AuthorityPair {
        if let pair = state.pair { return pair }
        let pair = try AuthorityPair(for: names, key: .newP256())
        state.pair = pair
        return pair
    }
}
