import COpenSSL

/// The server's end of one TLS connection, without a socket. It decrypts bytes from the network
/// (`take`) and encrypts bytes for the network (`say`, `outgoing`).
///
/// The owner of the socket reads and writes it, so it treats slow, silent and broken clients the
/// same with and without TLS.
package final class TLSSession {
    private let pointer: OpaquePointer
    private let choose: (_ serverName: String?) -> TLSIdentity?
    /// The received bytes that OpenSSL has not read yet. Empty unless `take` runs.
    private var incoming = UnsafeRawBufferPointer(start: nil, count: 0)
    private var framing = RecordFraming()
    private var isEnded = false

    /// The encrypted bytes that are still to be sent.
    package private(set) var outgoing: ArraySlice<UInt8> = []
    /// The reason if the session has failed.
    package private(set) var failure: CryptographyError?
    /// Whether the client has rejected the server's certificate.
    package private(set) var isDistrusted = false

    /// - Parameters:
    ///   - context: the settings that the server's sessions share.
    ///   - choose: chooses the identity by the name that the client asks for, which can be nil. If
    ///     it returns nil, the client is refused with the alert `unrecognized_name`.
    package init?(
        _ context: TLSContext, choose: @escaping (_ serverName: String?) -> TLSIdentity?
    ) {
        guard let pointer = context.newSession() else { return nil }
        self.pointer = pointer
        self.choose = choose
        guard let channel = BIO_new(Self.method) else { return nil }
        let itself = Unmanaged.passUnretained(self).toOpaque()
        BIO_set_data(channel, itself)
        SSL_set_bio(pointer, channel, channel)
        SSL_set_ex_data(pointer, 0, itself)
        SSL_set_accept_state(pointer)
    }

    deinit {
        SSL_free(pointer)
    }

    // MARK: In

    /// The state of a session after bytes from the client.
    package enum Progress: Sendable {
        case open
        /// The client sends no more.
        case ended
        /// The session has failed. Only the alert in `outgoing` can still be sent.
        case failed
    }

    /// Whether the handshake is over.
    package var isEstablished: Bool { SSL_is_init_finished(pointer) == 1 }

    /// Whether all records that have begun to arrive are complete.
    package var isBetweenRecords: Bool { framing.isBetween }

    /// Decrypts bytes from the network, and passes the plain bytes to `give`, in pieces.
    ///
    /// - Parameter buffer: memory for one piece. It is valid only until `give` returns.
    package func take(
        _ bytes: UnsafeRawBufferPointer, through buffer: UnsafeMutableRawBufferPointer,
        _ give: (UnsafeRawBufferPointer) -> Void
    ) -> Progress {
        guard failure == nil else { return .failed }
        framing.take(bytes)
        incoming = bytes
        defer { incoming = UnsafeRawBufferPointer(start: nil, count: 0) }
        while true {
            ERR_clear_error()
            var count = 0
            let outcome = SSL_read_ex(pointer, buffer.baseAddress, buffer.count, &count)
            guard outcome != 1 else {
                give(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                continue
            }
            switch SSL_get_error(pointer, outcome) {
            case SSL_ERROR_WANT_READ: return .open
            case SSL_ERROR_ZERO_RETURN: return .ended
            default:
                isDistrusted = Self.distrust.contains(ERR_GET_REASON(ERR_peek_last_error()))
                failure = .latest("speak TLS")
                isEnded = true
                return .failed
            }
        }
    }

    /// The alerts by which clients reject a certificate, RFC 8446 section 6.2. OpenSSL sends the
    /// first, Go the second, and Java the third.
    private static let distrust = [
        SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
        SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,
    ]

    // MARK: Out

    /// Encrypts bytes, and appends them to `outgoing`.
    ///
    /// - Returns: false before the handshake is over and after the end of the session.
    package func say(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !isEnded, isEstablished else { return false }
        guard !bytes.isEmpty else { return true }
        ERR_clear_error()
        var count = 0
        return SSL_write_ex(pointer, bytes.baseAddress, bytes.count, &count) == 1
            && count == bytes.count
    }

    /// Appends the alert `close_notify` to `outgoing` (RFC 8446 section 6.1). It tells the client
    /// that nobody has cut off the answer.
    package func end() {
        guard !isEnded, isEstablished else { return }
        isEnded = true
        ERR_clear_error()
        SSL_shutdown(pointer)
        ERR_clear_error()
    }

    /// Removes bytes from `outgoing` that the socket has taken.
    package func didSend(_ count: Int) {
        outgoing = outgoing.dropFirst(count)
        if outgoing.isEmpty { outgoing = [] }
    }

    // MARK: Callbacks of OpenSSL

    static func of(_ pointer: OpaquePointer?) -> TLSSession {
        of(data: pointer.flatMap { SSL_get_ex_data($0, 0) })
    }

    private static func of(data: UnsafeMutableRawPointer?) -> TLSSession {
        guard let data else { preconditionFailure("OpenSSL is given the session") }
        return Unmanaged<TLSSession>.fromOpaque(data).takeUnretainedValue()
    }

    /// Chooses the identity by the name that the client asks for, and uses it.
    ///
    /// - Returns: what the name callback of OpenSSL must return.
    func identify(_ alert: UnsafeMutablePointer<Int32>?) -> Int32 {
        let name = SSL_get_servername(pointer, TLSEXT_NAMETYPE_host_name)
        guard let identity = choose(name.map { String(cString: $0) }) else {
            alert?.pointee = SSL_AD_UNRECOGNIZED_NAME
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        guard identity.give(to: pointer) else {
            alert?.pointee = SSL_AD_INTERNAL_ERROR
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        return SSL_TLSEXT_ERR_OK
    }

    /// The BIO through which OpenSSL reads from `incoming` and writes to `outgoing`.
    nonisolated(unsafe) private static let method: OpaquePointer = {
        let method = Library.make { BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "") }
        BIO_meth_set_create(method) { channel in
            BIO_set_init(channel, 1)
            return 1
        }
        BIO_meth_set_read(method) { channel, bytes, count in
            TLSSession.of(data: BIO_get_data(channel)).read(channel, bytes, Int(count))
        }
        BIO_meth_set_write(method) { channel, bytes, count in
            let bytes = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            TLSSession.of(data: BIO_get_data(channel)).outgoing += bytes
            return count
        }
        // Of the other commands, OpenSSL only needs the one to flush.
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return method
    }()

    private func read(
        _ channel: OpaquePointer?, _ bytes: UnsafeMutablePointer<CChar>?, _ most: Int
    ) -> Int32 {
        BIO_clear_flags(channel, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
        let count = min(most, incoming.count)
        guard count > 0, let bytes, let source = incoming.baseAddress else {
            BIO_set_flags(channel, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
            return -1
        }
        UnsafeMutableRawPointer(bytes).copyMemory(from: source, byteCount: count)
        incoming = UnsafeRawBufferPointer(rebasing: incoming[count...])
        return Int32(count)
    }
}
