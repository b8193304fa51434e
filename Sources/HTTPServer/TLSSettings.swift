package import Cryptography
package import HTTP

/// How a server meets clients that speak TLS, on the port on which others speak plain HTTP.
package struct TLSSettings: Sendable {
    /// What to prove itself with to a client that asks for a name, or for none, at an address of
    /// this machine; nil refuses the client. It is called on the loops' threads, as a handler is.
    let identity: Identification

    package typealias Identification =
        @Sendable (_ serverName: String?, _ address: IPAddress?) -> TLSIdentity?

    /// Is told the address of a client that does not accept what the server has proved itself with.
    /// It is called on the loops' threads.
    let whenDistrusted: @Sendable (_ client: String) -> Void

    package init(
        identity: @escaping Identification,
        whenDistrusted: @escaping @Sendable (_ client: String) -> Void = { _ in }
    ) {
        self.identity = identity
        self.whenDistrusted = whenDistrusted
    }
}
