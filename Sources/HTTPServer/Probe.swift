/// A request to a server nearby, for a health check: no redirects, no names to look up, no waiting.
package enum Probe {
    /// The status that `GET path` gives, or nil where nothing answers HTTP within the time.
    ///
    /// - Parameter authority: a numeric address and a port, or `localhost` and a port.
    package static func status(of path: String, at authority: String, within time: Duration) -> Int?
    {
        let request = "GET \(path) HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\n\r\n"
        guard let socket = ClientSocket(to: authority, within: time), socket.send(request) else {
            return nil
        }
        let words = String(decoding: socket.receive(64) ?? [], as: UTF8.self).split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/") else { return nil }
        return Int(words[1])
    }
}
