import COpenSSL

/// What a server proves its name with: a certificate, the chain of its issuers, and its key.
package final class TLSIdentity: @unchecked Sendable {
    private let certificate: OpaquePointer
    private let chain: OpaquePointer
    private let key: Key

    /// - Parameters:
    ///   - issuers: the chain, from the certificate's own issuer upwards.
    ///   - key: the private key of the certificate.
    /// - Throws: an error if the key is not that of the certificate.
    package init(
        _ certificate: Certificate, issuers: [Certificate] = [], key: PrivateKey
    ) throws(CryptographyError) {
        self.key = key.key
        self.certificate = try Library.reading(certificate.der) { d2i_X509_bio($0, nil) }
        chain = Library.make { seatfiller_new_chain() }
        // From here on, `deinit` frees all of it, even if an error is thrown.
        guard X509_check_private_key(self.certificate, key.key.pointer) == 1 else {
            throw .latest("use a certificate with this key")
        }
        for issuer in issuers {
            let issuer = try Library.reading(issuer.der) { d2i_X509_bio($0, nil) }
            defer { X509_free(issuer) }
            guard seatfiller_add_to_chain(chain, issuer) == 1 else { throw .latest("make a chain") }
        }
    }

    deinit {
        X509_free(certificate)
        seatfiller_free_chain(chain)
    }

    /// Lets a session use the identity.
    ///
    /// - Returns: whether that worked.
    func give(to session: OpaquePointer) -> Bool {
        SSL_use_cert_and_key(session, certificate, key.pointer, chain, 1) == 1
    }
}
