import COpenSSL

/// OpenSSL itself. Every type of this target uses it through these functions.
enum Library {
    /// Initializes OpenSSL at the first use, so that a start without cryptography does not wait.
    ///
    /// OpenSSL reads no configuration file, and so loads no provider or engine that one could name.
    /// A static executable could not load them, and the machine must not influence the answers.
    /// OpenSSL also frees nothing at exit, because other threads may still use it then.
    static let isReady: Bool = {
        let options = UInt64(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT)
        return OPENSSL_init_crypto(options, nil) == 1
    }()

    /// Makes an object of OpenSSL. The process ends if OpenSSL returns nil, which it does only
    /// without memory.
    static func make(_ object: () -> OpaquePointer?) -> OpaquePointer {
        guard isReady, let object = object() else {
            preconditionFailure("OpenSSL cannot begin: \(CryptographyError.latest("make"))")
        }
        return object
    }

    /// Calls `body` with a file of OpenSSL from which these bytes can be read.
    ///
    /// - Throws: OpenSSL's error if `body` returns nil.
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

    /// The bytes that `body` writes to a file of OpenSSL; nil if it does not return 1.
    static func writing(_ body: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard isReady, let file = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(file) }
        guard body(file) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(BIO_ctrl_pending(file)))
        let count = BIO_read(file, &bytes, Int32(bytes.count))
        return count == bytes.count ? bytes : nil
    }
}
