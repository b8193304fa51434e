import COpenSSL

/// A key that signs: RSA of 2048 to 16,384 bits, or P-256.
package struct PrivateKey: Sendable {
    let key: Key

    /// A new RSA key of 2048 bits.
    package static func newRSA() -> PrivateKey { new { seatfiller_new_rsa_key(2048) } }

    /// A new key on the curve P-256.
    package static func newP256() -> PrivateKey { new(seatfiller_new_p256_key) }

    private static func new(_ make: () -> OpaquePointer?) -> PrivateKey {
        guard let key = Key(Library.make(make)) else {
            preconditionFailure("a key is of the kind that it is made of")
        }
        return PrivateKey(key: key)
    }

    private init(key: Key) {
        self.key = key
    }

    /// Reads a key, and signs with it once, to refuse a key that is damaged.
    ///
    /// - Parameter bytes: PKCS #8, `RSAPrivateKey` or `ECPrivateKey`, not encrypted.
    package init(der bytes: [UInt8]) throws(CryptographyError) {
        let pointer = try Library.reading(bytes) { d2i_PrivateKey_bio($0, nil) }
        guard let key = Key(pointer) else {
            throw CryptographyError("use a private key", "it is neither P-256 nor RSA of 2048 bits")
        }
        self.key = key
        let scheme: PublicKey.Scheme = key.kind == .rsa ? .pkcs1 : .ecdsa
        guard let signature = signature(of: []), publicKey.hasSigned([], signature, by: scheme)
        else { throw CryptographyError("use a private key", "it does not sign") }
    }

    /// - Parameter text: PEM of the bytes that `init(der:)` reads.
    package init(pem text: String) throws(CryptographyError) {
        try self.init(der: try PEM(text).bytes)
    }

    /// The key as PKCS #8.
    package var der: [UInt8] {
        let bytes = Library.writing { file in
            guard let info = EVP_PKEY2PKCS8(key.pointer) else { return 0 }
            defer { PKCS8_PRIV_KEY_INFO_free(info) }
            return i2d_PKCS8_PRIV_KEY_INFO_bio(file, info)
        }
        guard let bytes else { preconditionFailure("a key has bytes") }
        return bytes
    }

    /// The key as PKCS #8, in PEM.
    package var pem: String { PEM(label: "PRIVATE KEY", bytes: der).text }

    /// The public key that verifies what this key signs.
    package var publicKey: PublicKey { PublicKey(key) }

    /// Signs with SHA-256: an RSA key by PKCS #1 v1.5, and a P-256 key by ECDSA.
    package func sign(_ content: [UInt8]) -> [UInt8] {
        guard let signature = signature(of: content) else {
            preconditionFailure("a private key signs: \(CryptographyError.latest("sign"))")
        }
        return signature
    }

    private func signature(of content: [UInt8]) -> [UInt8]? {
        let context = Library.make { EVP_MD_CTX_new() }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key.pointer)))
        var count = signature.count
        let isSigned =
            EVP_DigestSignInit_ex(context, nil, "SHA256", nil, nil, key.pointer, nil) == 1
            && EVP_DigestSign(context, &signature, &count, content, content.count) == 1
        return isSigned ? Array(signature.prefix(count)) : nil
    }
}
