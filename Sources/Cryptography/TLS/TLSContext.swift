import COpenSSL

/// What the TLS sessions of a server have in common: TLS 1.2 and 1.3, HTTP/1.1 by ALPN, and nothing
/// kept of a session that has ended.
///
/// No session is resumed: a handshake costs a fraction of a millisecond, and there is no key of
/// tickets that would have to be guarded and changed.
package final class TLSContext {
    private let pointer: OpaquePointer

    package init() {
        pointer = Library.make { SSL_CTX_new(TLS_server_method()) }
        seatfiller_limit_tls(pointer)
        // Of TLS 1.2 the suites with forward secrecy that also authenticate what they encrypt.
        let isSet = SSL_CTX_set_cipher_list(pointer, "ECDHE+AESGCM:ECDHE+CHACHA20")
        precondition(isSet == 1, "OpenSSL has the suites of TLS 1.2")
        seatfiller_set_name_callback(pointer) { session, alert, _ in
            TLSSession.of(session).identify(alert)
        }
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    /// What OpenSSL has for a session of these; nil where there is no memory for one.
    func newSession() -> OpaquePointer? { SSL_new(pointer) }
}
