import Glibc

/// A client that sends bytes as they are, right or wrong, and shows the bytes that come back.
package final class RawClient {
    private let descriptor: Int32
    /// Whether something listened there.
    package let isConnected: Bool

    /// Connects to a port of the loopback; reading gives up where patience ends.
    ///
    /// - Parameter host: the last number of the address, `127.0.0.host`.
    package init(port: Int, host: UInt8 = 1) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = (0x7F00_0000 + UInt32(host)).bigEndian
        var patience = timeval(tv_sec: Int(Duration.patience.components.seconds), tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    deinit {
        close(descriptor)
    }

    /// Sends text, `\r\n` where it says so; whether the server still took it.
    @discardableResult
    package func send(_ text: String) -> Bool {
        send(Array(text.utf8))
    }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// No more will be sent.
    package func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes with a reset, as a process that dies does.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout.size(ofValue: linger))
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, size)
    }

    /// Everything until the server closes; nil where it did not.
    package func readToEnd() -> String? {
        var bytes: [UInt8] = []
        while true {
            guard let chunk = read() else { return nil }
            if chunk.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk
        }
    }

    /// One answer that says how long it is; what came of it, if it breaks off.
    package func readAnswer() -> String {
        var bytes: [UInt8] = []
        while let chunk = read(), !chunk.isEmpty {
            bytes += chunk
            let parts = String(decoding: bytes, as: UTF8.self).split(
                separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            let length = parts[0].firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) }
            if let length, parts.count == 2, parts[1].utf8.count >= length { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads until `ending` has come `count` times; what came until then, or until the end.
    package func read(until ending: String, count: Int = 1) -> String {
        var text = ""
        while text.split(separator: ending, omittingEmptySubsequences: false).count <= count {
            guard let chunk = read(), !chunk.isEmpty else { break }
            text += String(decoding: chunk, as: UTF8.self)
        }
        return text
    }

    /// Some bytes; none at the end, nil where nothing comes.
    private func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count < 0 ? (errno == ECONNRESET ? [] : nil) : Array(buffer.prefix(count))
    }
}
