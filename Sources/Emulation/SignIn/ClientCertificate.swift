import Cryptography
import JSON

/// What an application proves itself with instead of a secret: a certificate, of which only the key
/// and the thumbprint count, or a bare public key.
struct ClientCertificate {
    let key: PublicKey
    /// SHA-1 of the certificate; nil for a bare key.
    private let thumbprint: [UInt8]?
    /// SHA-256 of it, likewise.
    private let thumbprint256: [UInt8]?

    /// - Parameter pem: `-----BEGIN CERTIFICATE-----` or `-----BEGIN PUBLIC KEY-----`, of RSA.
    init(pem: String) throws(CryptographyError) {
        let document = try PEM(pem)
        if document.label == "CERTIFICATE" {
            key = try Certificate(der: document.bytes).publicKey
            thumbprint = Digest.sha1(document.bytes)
            thumbprint256 = Digest.sha256(document.bytes)
        } else {
            key = try PublicKey(der: document.bytes)
            thumbprint = nil
            thumbprint256 = nil
        }
        guard key.rsaNumbers != nil else { throw CryptographyError("use a key", "it is not RSA") }
    }

    /// Whether a token's header means this certificate, by `x5t` or `x5t#S256`; one that has
    /// neither may mean any. `kid` is a name that a client is free to choose.
    ///
    /// Libraries write the bytes with padding, and in the standard alphabet, which RFC 7515 does
    /// not, and both services take them.
    func isMeant(by token: JSONWebToken) -> Bool {
        [("x5t", thumbprint), ("x5t#S256", thumbprint256)].allSatisfy { name, thumbprint in
            guard let thumbprint, let given = token.header[name]?.string else { return true }
            return Base64URL.decode(anySpelling: given) == thumbprint
        }
    }
}
