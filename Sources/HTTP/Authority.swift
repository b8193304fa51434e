/// A host and maybe a port, RFC 3986 section 3.2, as URLs have them: `localhost:7328`, `[::1]`.
package struct Authority: Equatable, Sendable {
    package let host: Host
    /// From 1 on; nil where none is given.
    package let port: UInt16?

    /// Nil for a text that has no such host, or no such port.
    package init?(_ text: String) {
        guard let host = Host(authority: text) else { return nil }
        // A colon and digits; or nothing behind the colon, as behind the host.
        let digits = text[Host.text(in: text).endIndex...].dropFirst()
        let port = UInt16(digits)
        guard digits.isEmpty || (port ?? 0) > 0 else { return nil }
        self.host = host
        self.port = port
    }
}
