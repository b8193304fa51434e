import COpenSSL

/// A key in OpenSSL's memory. Threads can share it, because nothing changes it.
final class Key: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes ownership of the key; nil if its kind or its size is not supported.
    init?(_ pointer: OpaquePointer) {
        self.pointer = pointer
        // `deinit` also frees a key that is refused here.
        guard kind != nil else { return nil }
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// The kinds of keys that are supported.
    enum Kind: Equatable, Sendable {
        case rsa, p256
    }

    /// Smaller RSA keys are insecure, and verifying with larger ones would take long.
    private static let rsaBits: ClosedRange<Int32> = 2048...16_384

    var kind: Kind? {
        if EVP_PKEY_is_a(pointer, "RSA") == 1 {
            return Self.rsaBits.contains(EVP_PKEY_get_bits(pointer)) ? .rsa : nil
        }
        guard EVP_PKEY_is_a(pointer, "EC") == 1 else { return nil }
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        guard EVP_PKEY_get_group_name(pointer, &name, name.count, &count) == 1 else { return nil }
        return String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            == "prime256v1" ? .p256 : nil
    }

    /// A number of the key, such as the modulus of RSA, in bytes without leading zeros.
    ///
    /// - Parameter name: OpenSSL's name of the number.
    func number(_ name: String) -> [UInt8]? {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else { return nil }
        defer { BN_clear_free(number) }
        var bytes = [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }

    /// The public key, as `SubjectPublicKeyInfo`.
    var publicBytes: [UInt8] {
        guard let bytes = Library.writing({ i2d_PUBKEY_bio($0, pointer) }) else {
            preconditionFailure("a key has a public half")
        }
        return bytes
    }
}
