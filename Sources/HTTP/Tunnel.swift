/// What CONNECT opens, RFC 9110 section 9.3.6: a way to a host, along which requests come.
///
/// It is an object, since all requests of a connection share it and most have none.
package final class Tunnel: Sendable {
    /// Host and port, as the client wrote them: `bspmts.mp.microsoft.com:443`.
    package let authority: String
    package let host: Host
    package let port: UInt16
    /// The name of a world, where CONNECT has given one: it is that of all requests inside.
    package let world: String?

    /// - Parameter authority: a host and a port.
    /// - Returns: nil for what is not both.
    package init?(to authority: String, world: String? = nil) {
        guard let read = Authority(authority), let port = read.port else { return nil }
        self.authority = authority
        self.host = read.host
        self.port = port
        self.world = world
    }
}
