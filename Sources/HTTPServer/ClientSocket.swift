import CLibevent
import Glibc

/// A connection to a server on this machine or near it. It looks up no names, and each call has a
/// time limit.
final class ClientSocket {
    private let descriptor: Int32

    /// Connects; nil if nothing listens there.
    ///
    /// - Parameters:
    ///   - authority: a numeric address and a port, or `localhost` and a port.
    ///   - time: how long connecting, each send and each receipt may take.
    init?(to authority: String, within time: Duration) {
        let numeric =
            authority.hasPrefix("localhost:")
            ? "127.0.0.1" + authority.dropFirst("localhost".count) : authority
        guard let descriptor = Self.connect(to: numeric, within: time) else { return nil }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends a text.
    ///
    /// - Returns: false if the server takes no more.
    func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 || errno == EINTR else { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }

    /// Waits for bytes.
    ///
    /// - Parameter most: the most bytes to take at once.
    /// - Returns: empty at the end of the connection, nil if no bytes come within the time.
    func receive(_ most: Int) -> [UInt8]? {
        var isBroken = false
        var bytes: [UInt8] = []
        repeat {
            bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
                let received = recv(descriptor, buffer.baseAddress, most, 0)
                isBroken = received < 0
                count = max(received, 0)
            }
        } while isBroken && errno == EINTR
        return isBroken ? nil : bytes
    }

    private static func connect(to authority: String, within time: Duration) -> Int32? {
        var storage = sockaddr_storage()
        var length = Int32(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard evutil_parse_sockaddr_port(authority, address, &length) == 0 else {
                    return nil
                }
                let descriptor = socket(
                    Int32(address.pointee.sa_family),
                    Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
                guard descriptor >= 0 else { return nil }
                var interval = timeval(time)
                let size = socklen_t(MemoryLayout<timeval>.size)
                setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &interval, size)
                setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &interval, size)
                if Glibc.connect(descriptor, address, socklen_t(length)) == 0 { return descriptor }
                close(descriptor)
                return nil
            }
        }
    }
}
