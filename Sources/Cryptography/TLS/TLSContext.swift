import COpenSSL

/// The settings that the TLS sessions of a server share: TLS 1.2 and 1.3, HTTP/1.1 by ALPN, and no
/// resumption.
///
/// Resumption would need a key for tickets, which would have to be protected and rotated. A full
/// handshake costs only a fraction of a millisecond.
package final class TLSContext {
    private let pointer: OpaquePointer

    package init() {
        pointer = Library.make { SSL_CTX_new(TLS_server_method()) }
        seatfiller_limit_tls(pointer)
        // For TLS 1.2 only suites with forward secrecy and authenticated encryption.
        let isSet = SSL_CTX_set_cipher_list(pointer, "ECDHE+AESGCM:ECDHE+CHACHA20")
        precondition(isSet == 1, "OpenSSL has the suites of TLS 1.2")
        seatfiller_set_name_callback(pointer) { session, alert, _ in
            TLSSession.of(session).identify(alert)
        }
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    /// A new session with these settings, in OpenSSL's memory; nil without memory.
    func newSession() -> OpaquePointer? { SSL_new(pointer) }
}
