import COpenSSL

/// An X.509 certificate, RFC 5280. Reading it does not verify it.
package struct Certificate: Sendable {
    /// The bytes as they were read.
    package let der: [UInt8]
    package let publicKey: PublicKey

    /// - Parameter bytes: one certificate, with nothing after it.
    package init(der bytes: [UInt8]) throws(CryptographyError) {
        let pointer = try Library.reading(bytes) { file -> OpaquePointer? in
            guard let certificate = d2i_X509_bio(file, nil) else { return nil }
            defer { X509_free(certificate) }
            return BIO_ctrl_pending(file) == 0 ? X509_get_pubkey(certificate) : nil
        }
        guard let key = Key(pointer) else {
            throw CryptographyError(
                "use a certificate", "its key is neither P-256 nor RSA of 2048 bits")
        }
        publicKey = PublicKey(key)
        der = bytes
    }

    /// - Parameter text: its first PEM document is the certificate.
    package init(pem text: String) throws(CryptographyError) {
        try self.init(der: try PEM(text).bytes)
    }

    /// The certificate as PEM text.
    package var pem: String { PEM(label: "CERTIFICATE", bytes: der).text }
}
