import COpenSSL

/// OpenSSL itself, as every type here begins with it.
enum Library {
    /// Readies the library when it is first used: what needs no cryptography does not wait for it.
    ///
    /// It reads no file: no configuration, and no provider or engine that one could name. A static
    /// executable could not load them, and nobody's machine is to change what is answered. It also
    /// frees nothing at the end, when other threads may still use it.
    static let isReady: Bool = {
        let options = UInt64(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT)
        return OPENSSL_init_crypto(options, nil) == 1
    }()

    /// Makes an object of the library's; nil is what it gives where it has no memory for one.
    static func make(_ object: () -> OpaquePointer?) -> OpaquePointer {
        guard isReady, let object = object() else {
            preconditionFailure("OpenSSL cannot begin: \(CryptographyError.latest("make"))")
        }
        return object
    }

    /// Calls the library with bytes that it reads as a file.
    static func reading<Result>(
        _ bytes: [UInt8], _ body: (OpaquePointer) -> Result?
    ) throws(CryptographyError) -> Result {
        guard isReady, let count = Int32(exactly: bytes.count) else {
            throw CryptographyError("read \(bytes.count) bytes", "too many")
        }
        let result = bytes.withUnsafeBytes { bytes -> Result? in
            guard let file = BIO_new_mem_buf(bytes.baseAddress, count) else { return nil }
            defer { BIO_free(file) }
            return body(file)
        }
        guard let result else { throw .latest("read") }
        return result
    }

    /// What the library writes as if into a file.
    static func writing(_ body: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard isReady, let file = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(file) }
        guard body(file) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(BIO_ctrl_pending(file)))
        let count = BIO_read(file, &bytes, Int32(bytes.count))
        return count == bytes.count ? bytes : nil
    }
}
