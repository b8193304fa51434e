import Cryptography
import HTTP
import System

/// The certificate of a certificate authority, and the key with which the authority signs.
struct AuthorityPair: Sendable {
    let certificate: Certificate
    let key: PrivateKey

    /// Clients accept at most 397 or 398 days, so this is a day less than the shorter limit.
    private static let life = 396 * 86_400
    private static let day = 86_400

    /// A new authority for these names and this machine.
    init(for names: Set<Host>, key: PrivateKey) throws(CryptographyError) {
        let hosts = Self.sorted(names)
        let number = RandomBytes.make(4).map { String(Int($0) | 0x100, radix: 16).dropFirst() }
            .joined()
        certificate = try CertificateDraft(
            commonName: "Seatfiller authority \(number)",
            role: .authority(
                within: [.domain("localhost")] + hosts.map(Self.subtree) + [
                    .addresses([127, 0, 0, 0], mask: [255, 0, 0, 0]),
                    .addresses(
                        [UInt8](repeating: 0, count: 15) + [1],
                        mask: [UInt8](repeating: 255, count: 16)),
                ]), validity: Self.validity
        ).selfSigned(with: key)
        self.key = key
    }

    init(certificate: Certificate, key: PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A certificate for a server with these hosts.
    func certificate(
        for hosts: [Host], _ publicKey: PublicKey
    ) throws(CryptographyError) -> Certificate {
        // The spaces keep clients from taking the common name for the name of a host.
        try CertificateDraft(
            commonName: "Seatfiller stands for this host",
            role: .server(hosts.map(Self.name)), validity: Self.validity
        ).signed(for: publicKey, by: certificate, with: key)
    }

    /// It starts yesterday, for clients whose clocks are slow.
    private static var validity: ClosedRange<Int> {
        let yesterday = RealTime.sinceEpoch.seconds - day
        return yesterday...yesterday + life
    }

    /// In an order that is always the same.
    private static func sorted(_ names: Set<Host>) -> [Host] {
        func bytes(_ host: Host) -> [UInt8] {
            switch host {
            case .name(let name): Array(name.utf8)
            case .address(let address): address.bytes
            }
        }
        return names.sorted { bytes($0).lexicographicallyPrecedes(bytes($1)) }
    }

    private static func name(_ host: Host) -> CertificateDraft.Name {
        switch host {
        case .name(let name): .domain(name)
        case .address(let address): .address(address.bytes)
        }
    }

    private static func subtree(_ host: Host) -> CertificateDraft.Subtree {
        switch host {
        case .name(let name): .domain(name)
        case .address(let address):
            .addresses(
                address.bytes, mask: [UInt8](repeating: 255, count: address.bytes.count))
        }
    }

    /// Checks that a client which trusts the authority also trusts its certificates for these names
    /// and for this machine.
    ///
    /// - Throws: the reason why the client would not.
    func check(for names: Set<Host>) throws(CryptographyError) {
        let itself = ["localhost", "127.0.0.1", "::1"].compactMap { Host($0) }
        let publicKey = PrivateKey.newP256().publicKey
        try certificate.verify(certificate(for: itself + Self.sorted(names), publicKey))
    }
}
