package import Cryptography
package import HTTP

/// The settings for clients that speak TLS. They use the same port as clients with plain HTTP.
package struct TLSSettings: Sendable {
    /// Chooses the certificate and key by the name that the client asks for, and by the address of
    /// this machine to which it has connected. If it returns nil, the client is refused. It is
    /// called on the loops' threads, like the handler.
    let identity: Identification

    package typealias Identification =
        @Sendable (_ serverName: String?, _ address: IPAddress?) -> TLSIdentity?

    /// Called with the address of a client that rejects the server's certificate. It is called on
    /// the loops' threads.
    let whenDistrusted: @Sendable (_ client: String) -> Void

    package init(
        identity: @escaping Identification,
        whenDistrusted: @escaping @Sendable (_ client: String) -> Void = { _ in }
    ) {
        self.identity = identity
        self.whenDistrusted = whenDistrusted
    }
}
