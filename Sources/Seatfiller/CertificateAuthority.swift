import ControlAPI
import Cryptography
import Emulation
import HTTP
import Synchronization
import System

/// Makes the server's certificates. They are for the emulated hosts, for this machine and for the
/// names of `--tls-name`, and clients trust the authority for no other names.
///
/// The authority is made when the first client needs it, unless it is kept in a folder.
final class CertificateAuthority: Sendable {
    /// The hosts that it makes certificates for, besides this machine.
    private let names: Set<Host>
    private let state: Mutex<State>

    private struct State {
        var pair: AuthorityPair?
        /// The key of all server certificates.
        var key: PrivateKey?
        var identities: [Host: TLSIdentity] = [:]
    }

    /// A limit is necessary, because clients can ask for any name below `localhost`.
    private static let mostIdentities = 64

    /// - Throws: `SeatfillerError` if the folder, or the authority in it, cannot be used.
    init(_ settings: Settings) throws(SeatfillerError) {
        names = Set(
            settings.roster.hosts.compactMap { Host($0[...]) } + settings.tlsNames)
        let pair: AuthorityPair? =
            if let folder = settings.authorityFolder {
                try AuthorityFolder(folder).pair(for: names)
            } else { nil }
        state = Mutex(State(pair: pair))
    }

    /// Whether the authority exists already.
    var isMade: Bool { state.withLock { $0.pair != nil } }

    /// The authority's certificate, in the forms that clients read.
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

    /// The certificate and key for a client that asks for a name; nil if the authority is not for
    /// that name.
    ///
    /// - Parameters:
    ///   - name: the name that the client asks for; nil if it asks for none.
    ///   - address: the address that the client has connected to, which counts without a name.
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
                // Only a lack of memory leads here. The client is refused, and may try again.
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
