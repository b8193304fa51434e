import CLibevent
import Glibc

/// A request to a server nearby, for a health check: no redirects, no names to look up, no waiting.
package enum Probe {
    /// The status that `GET path` gives, or nil where nothing answers HTTP within the time.
    ///
    /// - Parameter authority: a numeric address and a port, or `localhost` and a port.
    package static func status(of path: String, at authority: String, within time: Duration) -> Int?
    {
        let numeric =
            authority.hasPrefix("localhost:")
            ? "127.0.0.1" + authority.dropFirst("localhost".count) : authority
        guard let descriptor = connect(to: numeric, within: time) else { return nil }
        defer { close(descriptor) }
        let request = "GET \(path) HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else {
            return nil
        }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        let words = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).split(
            separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/") else { return nil }
        return Int(words[1])
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
