import COpenSSL

/// A key that verifies: RSA of 2048 to 16,384 bits, or P-256.
package struct PublicKey: Sendable {
    let key: Key

    init(_ key: Key) {
        self.key = key
    }

    /// - Parameter bytes: `SubjectPublicKeyInfo` (RFC 5280 section 4.1), or `RSAPublicKey` (RFC
    ///   8017, A.1.1).
    package init(der bytes: [UInt8]) throws(CryptographyError) {
        let pointer = try Library.reading(bytes) { file -> OpaquePointer? in
            if let key = d2i_PUBKEY_bio(file, nil) { return key }
            ERR_clear_error()
            return bytes.withUnsafeBufferPointer { bytes in
                var position = bytes.baseAddress
                return d2i_PublicKey(EVP_PKEY_RSA, nil, &position, bytes.count)
            }
        }
        guard let key = Key(pointer) else {
            throw CryptographyError("use a public key", "it is neither P-256 nor RSA of 2048 bits")
        }
        self.key = key
    }

    /// The key as `SubjectPublicKeyInfo`.
    package var der: [UInt8] { key.publicBytes }

    /// The two numbers of an RSA key, without leading zeros; nil for a P-256 key.
    package var rsaNumbers: (modulus: [UInt8], exponent: [UInt8])? {
        guard key.kind == .rsa, let modulus = key.number(OSSL_PKEY_PARAM_RSA_N),
            let exponent = key.number(OSSL_PKEY_PARAM_RSA_E)
        else { return nil }
        return (modulus, exponent)
    }

    /// A way to sign. All of them use SHA-256.
    package enum Scheme: Sendable {
        /// RSASSA-PKCS1-v1_5.
        case pkcs1
        /// RSASSA-PSS, with a salt as long as the digest.
        case pss
        /// ECDSA, with both numbers in DER.
        case ecdsa
    }

    /// Whether the signature is the key owner's signature of the content, made by this scheme.
    package func hasSigned(
        _ content: [UInt8], _ signature: [UInt8], by scheme: Scheme
    ) -> Bool {
        guard (scheme == .ecdsa) == (key.kind == .p256), let context = EVP_MD_CTX_new() else {
            return false
        }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var detail: OpaquePointer?
        guard
            EVP_DigestVerifyInit_ex(context, &detail, "SHA256", nil, nil, key.pointer, nil) == 1
        else { return false }
        if scheme == .pss {
            guard EVP_PKEY_CTX_set_rsa_padding(detail, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(detail, RSA_PSS_SALTLEN_DIGEST) == 1
            else { return false }
        }
        return EVP_DigestVerify(context, signature, signature.count, content, content.count) == 1
    }
}
