import COpenSSL

/// The server's end of one TLS connection, without a socket: bytes of the network go in, and what
/// the client has said comes out; what the server says goes in, and bytes for the network come out.
///
/// Whoever has the socket reads and writes it, and so keeps all its ways with slow, silent and
/// broken clients.
package final class TLSSession {
    private let pointer: OpaquePointer
    private let choose: (_ serverName: String?) -> TLSIdentity?
    /// What has come and OpenSSL has not taken; only while `take` runs.
    private var incoming = UnsafeRawBufferPointer(start: nil, count: 0)
    private var framing = RecordFraming()
    private var isEnded = false

    /// What is to be sent, oldest first.
    package private(set) var outgoing: ArraySlice<UInt8> = []
    /// Why the client and the server do not understand each other.
    package private(set) var failure: CryptographyError?
    /// Whether the client has said that it does not accept the server's certificate.
    package private(set) var isDistrusted = false

    /// - Parameter choose: what to prove itself with to a client that asks for this name, or for
    ///   none; nil refuses the client with the alert `unrecognized_name`.
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

    /// What has become of a session by what has come.
    package enum Progress: Sendable {
        case open
        /// The client sends no more.
        case ended
        /// Nothing can be said any more, but for the alert that is among what is to be sent.
        case failed
    }

    /// Whether client and server have agreed on keys.
    package var isEstablished: Bool { SSL_is_init_finished(pointer) == 1 }

    /// Whether nothing has begun to come that is not whole.
    package var isBetweenRecords: Bool { framing.isBetween }

    /// Takes what has come from the network, and gives what the client says by it.
    ///
    /// - Parameter buffer: what is given lies in it, until the next is given.
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

    /// The alerts by which clients say so, RFC 8446 section 6.2. OpenSSL's send the first, Go's the
    /// second, and Java's the third.
    private static let distrust = [
        SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE,
        SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,
    ]

    // MARK: Out

    /// Adds what the server says to what is to be sent.
    ///
    /// - Returns: false where nothing can be said any more, or not yet.
    package func say(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !isEnded, isEstablished else { return false }
        guard !bytes.isEmpty else { return true }
        ERR_clear_error()
        var count = 0
        return SSL_write_ex(pointer, bytes.baseAddress, bytes.count, &count) == 1
            && count == bytes.count
    }

    /// Says that nothing more will be said (RFC 8446 section 6.1): who reads to the end then knows
    /// that nobody has cut it off.
    package func end() {
        guard !isEnded, isEstablished else { return }
        isEnded = true
        ERR_clear_error()
        SSL_shutdown(pointer)
        ERR_clear_error()
    }

    /// So many bytes are sent.
    package func didSend(_ count: Int) {
        outgoing = outgoing.dropFirst(count)
        if outgoing.isEmpty { outgoing = [] }
    }

    // MARK: What OpenSSL asks for

    static func of(_ pointer: OpaquePointer?) -> TLSSession {
        of(data: pointer.flatMap { SSL_get_ex_data($0, 0) })
    }

    private static func of(data: UnsafeMutableRawPointer?) -> TLSSession {
        guard let data else { preconditionFailure("OpenSSL is given the session") }
        return Unmanaged<TLSSession>.fromOpaque(data).takeUnretainedValue()
    }

    /// Chooses the identity by the name that the client asks for.
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

    /// Where OpenSSL reads and writes: here.
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
        // All that is asked for besides is that what is written leaves.
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
