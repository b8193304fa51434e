import Crypto
import CryptoExtras
import FoundationEssentials
import JSON
import SwiftASN1

/// What an application proves itself with instead of a secret: a certificate, of which only the key
/// and the thumbprint count, or a bare public key.
struct ClientCertificate {
    let key: _RSA.Signing.PublicKey
    /// SHA-1 of the certificate; nil for a bare key.
    private let thumbprint: [UInt8]?
    /// SHA-256 of it, likewise.
    private let thumbprint256: [UInt8]?

    /// - Parameter pem: `-----BEGIN CERTIFICATE-----` or `-----BEGIN PUBLIC KEY-----`.
    init(pem: String) throws {
        let document = try PEMDocument(pemString: pem)
        switch document.discriminator {
        case "CERTIFICATE":
            let info = try Self.publicKeyInfo(of: document.derBytes)
            key = try _RSA.Signing.PublicKey(derRepresentation: info)
            thumbprint = Array(Insecure.SHA1.hash(data: document.derBytes))
            thumbprint256 = Array(SHA256.hash(data: document.derBytes))
        default:
            key = try _RSA.Signing.PublicKey(derRepresentation: document.derBytes)
            thumbprint = nil
            thumbprint256 = nil
        }
    }

    /// Whether a token's header means this certificate, by `x5t` or `x5t#S256`; one that has
    /// neither may mean any. `kid` is a name that a client is free to choose.
    func isMeant(by token: JSONWebToken) -> Bool {
        [("x5t", thumbprint), ("x5t#S256", thumbprint256)].allSatisfy { name, thumbprint in
            guard let thumbprint, let given = token.header[name]?.string else { return true }
            return given == Base64URL.encode(thumbprint)
        }
    }

    /// The `subjectPublicKeyInfo` of a certificate, RFC 5280 section 4.1.
    private static func publicKeyInfo(of certificate: [UInt8]) throws -> [UInt8] {
        try DER.sequence(try DER.parse(certificate), identifier: .sequence) { nodes in
            guard let body = nodes.next() else { throw ASN1Error.unexpectedFieldType(.sequence) }
            while nodes.next() != nil {}
            return try DER.sequence(body, identifier: .sequence) { fields in
                // An explicit version, then serial number, algorithm, issuer, validity, subject.
                let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
                var field = fields.next()
                if field?.identifier == version { field = fields.next() }
                for _ in 0..<5 { field = fields.next() }
                while fields.next() != nil {}
                guard let field else { throw ASN1Error.unexpectedFieldType(.sequence) }
                return Array(field.encodedBytes)
            }
        }
    }
}
