import COpenSSL

extension Certificate {
    /// Verifies a certificate as a client that trusts only this authority does: its signature, its
    /// validity, and whether the authority may sign its names.
    ///
    /// - Throws: the reason if a client would not trust the certificate, or if the authority has no
    ///   name constraints. An authority for every name is not one of ours.
    package func verify(_ certificate: Certificate) throws(CryptographyError) {
        let authority = try Library.reading(der) { d2i_X509_bio($0, nil) }
        defer { X509_free(authority) }
        let certificate = try Library.reading(certificate.der) { d2i_X509_bio($0, nil) }
        defer { X509_free(certificate) }
        guard X509_get_ext_by_NID(authority, NID_name_constraints, -1) >= 0 else {
            throw CryptographyError("trust a certificate", "its authority is for every name")
        }
        let store = Library.make { X509_STORE_new() }
        defer { X509_STORE_free(store) }
        let context = Library.make { X509_STORE_CTX_new() }
        defer { X509_STORE_CTX_free(context) }
        guard X509_STORE_add_cert(store, authority) == 1,
            X509_STORE_CTX_init(context, store, certificate, nil) == 1
        else { throw .latest("verify a certificate") }
        guard X509_verify_cert(context) != 1 else { return }
        let code = X509_STORE_CTX_get_error(context)
        ERR_clear_error()
        throw CryptographyError(
            "trust a certificate",
            X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "\(code)")
    }

    /// The certificate in PKCS #12, the form of a trust store that Java reads.
    ///
    /// - Parameters:
    ///   - name: the alias of the certificate in the store.
    ///   - password: required, because Java ignores a store without a password.
    package func trustStore(name: String, password: String) throws(CryptographyError) -> [UInt8] {
        let certificate = try Library.reading(der) { d2i_X509_bio($0, nil) }
        defer { X509_free(certificate) }
        guard let store = seatfiller_new_trust_store(certificate, name, password) else {
            throw .latest("make a trust store")
        }
        defer { PKCS12_free(store) }
        guard let bytes = Library.writing({ i2d_PKCS12_bio($0, store) }) else {
            throw .latest("write a trust store")
        }
        return bytes
    }
}
