import COpenSSL

/// A certificate of X.509, RFC 5280, read and not judged: whom it is believed by is not its affair.
package struct Certificate: Sendable {
    /// Its bytes, as they were given.
    package let der: [UInt8]
    package let publicKey: PublicKey

    /// - Parameter bytes: one certificate, and nothing behind it.
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

    /// - Parameter text: the first document in it is the certificate.
    package init(pem text: String) throws(CryptographyError) {
        try self.init(der: try PEM(text).bytes)
    }

    /// As text.
    package var pem: String { PEM(label: "CERTIFICATE", bytes: der).text }
}
