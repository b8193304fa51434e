import CLibevent
import Glibc
package import HTTP

/// Why a server cannot listen.
package enum ListenError: Error, Equatable, Sendable {
    /// Not a numeric IPv4 or IPv6 address, nor `localhost`.
    case notAnAddress(String)
    case portTaken(Int)
    /// The system's own words.
    case refused(String)
}

/// A listening TCP socket; every loop accepts from a duplicate of it.
///
/// Not one socket a loop with `SO_REUSEPORT`: with it a second server on the same port would start
/// unnoticed and take a part of the connections.
package final class Listener: Sendable {
    let descriptor: Int32
    /// Found by the system where 0 was asked for.
    package let port: Int
    /// What the system says that the socket is bound to.
    package let address: IPAddress

    /// - Parameters:
    ///   - host: a numeric IPv4 or IPv6 address, or `localhost`.
    ///   - port: 0 for any that is free.
    package init(host: String, port: Int) throws(ListenError) {
        var storage = sockaddr_storage()
        var length = Int32(MemoryLayout<sockaddr_storage>.size)
        let numeric = host == "localhost" ? "127.0.0.1" : host
        let text = numeric.contains(":") ? "[\(numeric)]:\(port)" : "\(numeric):\(port)"
        let isParsed = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // It takes no port 0; the port is set below.
                evutil_parse_sockaddr_port(
                    port == 0 ? String(text.dropLast(1)) + "1" : text, $0, &length) == 0
            }
        }
        // The parser passes over blanks before an address.
        guard isParsed, IPAddress(numeric[...]) != nil else { throw .notAnAddress(host) }
        let most = Descriptors.limit
        guard most >= Descriptors.fewest else {
            throw .refused("only \(most) files may be open, not \(Descriptors.fewest) (ulimit -n)")
        }
        if port == 0 { storage.clearPort() }
        let descriptor = socket(
            Int32(storage.ss_family), Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .refused(systemError()) }
        do throws(ListenError) {
            try Self.bind(descriptor, &storage, socklen_t(length), port: port)
            self.port = storage.port
            address = storage.address
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        close(descriptor)
    }

    private static func bind(
        _ descriptor: Int32, _ storage: inout sockaddr_storage, _ length: socklen_t, port: Int
    ) throws(ListenError) {
        var one: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size)
        // Accepted sockets inherit it: an answer is one write and should leave at once.
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
        evutil_make_socket_nonblocking(descriptor)
        var length = length
        let bound = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                Glibc.bind(descriptor, address, length) == 0
                    && Glibc.listen(descriptor, 4096) == 0
                    && Glibc.getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else {
            throw errno == EADDRINUSE ? .portTaken(port) : .refused(systemError())
        }
    }
}

/// The address of this machine that a client has connected to.
func localAddress(of socket: Int32) -> IPAddress? {
    address { getsockname(socket, $0, $1) }
}

/// The address of a client; nil if the client has reset the connection.
func clientAddress(of socket: Int32) -> IPAddress? {
    address { getpeername(socket, $0, $1) }
}

/// An address as people write it.
func text(of address: IPAddress) -> String? {
    let bytes = address.bytes
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) {
        inet_ntop(family, bytes, $0.baseAddress, socklen_t($0.count)).map { String(cString: $0) }
    }
}

private func address(
    _ read: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
) -> IPAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isKnown = withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { read($0, &length) == 0 }
    }
    return isKnown ? storage.address : nil
}

/// The words for `errno`.
func systemError() -> String {
    String(cString: strerror(errno))
}

extension sockaddr_storage {
    /// It stands behind the port, and of IPv6 behind the flow too.
    fileprivate var address: IPAddress {
        let isVersion6 = Int32(ss_family) == AF_INET6
        let bytes = withUnsafeBytes(of: self) { Array($0[isVersion6 ? 8..<24 : 4..<8]) }
        guard let address = IPAddress(bytes) else { preconditionFailure("4 or 16 bytes are one") }
        return address
    }

    /// The port stands at the same place in an IPv4 and in an IPv6 address, in network order.
    fileprivate var port: Int {
        withUnsafeBytes(of: self) { Int($0[2]) << 8 | Int($0[3]) }
    }

    fileprivate mutating func clearPort() {
        withUnsafeMutableBytes(of: &self) {
            $0[2] = 0
            $0[3] = 0
        }
    }
}
