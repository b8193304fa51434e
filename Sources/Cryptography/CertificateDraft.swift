import COpenSSL

/// The content of a certificate that is not signed yet, RFC 5280.
package struct CertificateDraft: Sendable {
    /// The subject's common name, 1 to 64 characters. It should not look like the name of a host:
    /// clients would check it against the name constraints of the authority.
    package var commonName: String
    package var role: Role
    /// The first and the last second of its validity, in seconds since 1970.
    package var validity: ClosedRange<Int>

    package init(commonName: String, role: Role, validity: ClosedRange<Int>) {
        self.commonName = commonName
        self.role = role
        self.validity = validity
    }

    /// What the owner of the certificate may do.
    package enum Role: Sendable {
        /// Signs certificates of servers. If there are subtrees, it may only sign names in them.
        case authority(within: [Subtree])
        /// Serves these names.
        case server([Name])
    }

    /// A name of a server.
    package enum Name: Hashable, Sendable {
        /// Letters, digits, hyphens, underscores and dots; the first label may be `*`.
        case domain(String)
        /// 4 or 16 bytes, in network order.
        case address([UInt8])
    }

    /// The names that a name constraint permits.
    package enum Subtree: Hashable, Sendable {
        /// The domain and its subdomains.
        case domain(String)
        /// An address of 4 or 16 bytes, and a mask of the same length for the bits that count.
        case addresses([UInt8], mask: [UInt8])
    }

    /// The certificate for this key, signed by an issuer.
    package func signed(
        for key: PublicKey, by issuer: Certificate, with issuerKey: PrivateKey
    ) throws(CryptographyError) -> Certificate {
        let issuer = try Library.reading(issuer.der) { d2i_X509_bio($0, nil) }
        defer { X509_free(issuer) }
        guard X509_check_private_key(issuer, issuerKey.key.pointer) == 1 else {
            throw .latest("sign with this key")
        }
        return try sign(key.key, issuer, issuerKey.key)
    }

    /// The certificate for this key, signed by the key itself.
    package func selfSigned(with key: PrivateKey) throws(CryptographyError) -> Certificate {
        try sign(key.key, nil, key.key)
    }

    private func sign(
        _ key: Key, _ issuer: OpaquePointer?, _ issuerKey: Key
    ) throws(CryptographyError) -> Certificate {
        let extensions = try extensions(isSelfSigned: issuer == nil)
        let certificate = Library.make { X509_new() }
        defer { X509_free(certificate) }
        let name = X509_get_subject_name(certificate)
        let words = Array(commonName.utf8)
        let isNamed =
            X509_NAME_add_entry_by_NID(
                name, NID_commonName, MBSTRING_UTF8, words, Int32(clamping: words.count), -1, 0)
            == 1
        let isBegun =
            X509_set_version(certificate, 2) == 1
            && setSerialNumber(of: certificate)
            && ASN1_TIME_set(X509_getm_notBefore(certificate), validity.lowerBound) != nil
            && ASN1_TIME_set(X509_getm_notAfter(certificate), validity.upperBound) != nil
            && X509_set_issuer_name(certificate, issuer.map { X509_get_subject_name($0) } ?? name)
                == 1
            && X509_set_pubkey(certificate, key.pointer) == 1
        guard isNamed, isBegun else { throw .latest("write a certificate") }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer ?? certificate, certificate, nil, nil, 0)
        for (kind, value) in extensions {
            guard let part = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
                throw .latest("write into a certificate: \(value)")
            }
            defer { X509_EXTENSION_free(part) }
            guard X509_add_ext(certificate, part, -1) == 1 else { throw .latest("write") }
        }
        guard X509_sign(certificate, issuerKey.pointer, EVP_sha256()) > 0,
            let der = Library.writing({ i2d_X509_bio($0, certificate) })
        else { throw .latest("sign a certificate") }
        return try Certificate(der: der)
    }

    /// The number must be unique and unpredictable: it has 127 bits, and 126 of them are random.
    private func setSerialNumber(of certificate: OpaquePointer) -> Bool {
        var bytes = RandomBytes.make(16)
        bytes[0] = bytes[0] & 0x7F | 0x40
        guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { return false }
        defer { BN_free(number) }
        return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    // MARK: Extensions

    /// The extensions, with their values in the syntax of x509v3_config(5).
    private func extensions(
        isSelfSigned: Bool
    ) throws(CryptographyError) -> [(Int32, String)] {
        var extensions: [(Int32, String)]
        switch role {
        case .authority(let subtrees):
            extensions = [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
                (NID_key_usage, "critical,keyCertSign,cRLSign"),
            ]
            if !subtrees.isEmpty {
                let texts = try subtrees.map(Self.text)
                extensions.append(
                    (NID_name_constraints, "critical," + texts.joined(separator: ",")))
            }
        case .server(let names):
            guard !names.isEmpty else {
                throw CryptographyError("write a certificate", "a server has a name")
            }
            let texts = try names.map(Self.text)
            extensions = [
                (NID_basic_constraints, "critical,CA:FALSE"),
                (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"),
                (NID_subject_alt_name, texts.joined(separator: ",")),
            ]
        }
        extensions.append((NID_subject_key_identifier, "hash"))
        if !isSelfSigned { extensions.append((NID_authority_key_identifier, "keyid:always")) }
        return extensions
    }

    private static func text(_ name: Name) throws(CryptographyError) -> String {
        switch name {
        case .domain(let name): "DNS:" + (try checked(name))
        case .address(let bytes): "IP:" + (try address(bytes))
        }
    }

    private static func text(_ subtree: Subtree) throws(CryptographyError) -> String {
        switch subtree {
        case .domain(let name): return "permitted;DNS:" + (try checked(name))
        case .addresses(let bytes, let mask):
            guard bytes.count == mask.count else {
                throw CryptographyError("write a certificate", "a mask is as long as its address")
            }
            return "permitted;IP:" + (try address(bytes)) + "/" + (try address(mask))
        }
    }

    /// The name, which is certain to have no special character of the configuration's syntax.
    private static func checked(_ name: String) throws(CryptographyError) -> String {
        let rest = name.hasPrefix("*.") ? name.dropFirst(2) : name[...]
        let isName = rest.utf8.allSatisfy { letter in
            switch letter {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isName, (1...253).contains(rest.utf8.count) else {
            throw CryptographyError("write a certificate", "\"\(name)\" is not a name of a server")
        }
        return name
    }

    private static func address(_ bytes: [UInt8]) throws(CryptographyError) -> String {
        switch bytes.count {
        case 4: return bytes.map { String($0) }.joined(separator: ".")
        case 16:
            return stride(from: 0, to: 16, by: 2)
                .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":")
        default:
            throw CryptographyError(
                "write a certificate", "an address has 4 or 16 bytes, not \(bytes.count)")
        }
    }
}
