/// A tunnel to a host, which CONNECT has opened, RFC 9110 section 9.3.6. The requests in it are for
/// that host.
///
/// It is an object because all requests of a connection share it, and most requests have no tunnel.
package final class Tunnel: Sendable {
    /// Host and port, as the client wrote them: `bspmts.mp.microsoft.com:443`.
    package let authority: String
    package let host: Host
    package let port: UInt16
    /// The name of the world for all requests in the tunnel; nil if CONNECT named no world.
    package let world: String?

    /// - Parameter authority: a host and a port. If one of them is missing, the result is nil.
    package init?(to authority: String, world: String? = nil) {
        guard let read = Authority(authority), let port = read.port else { return nil }
        self.authority = authority
        self.host = read.host
        self.port = port
        self.world = world
    }
}
