/// The host and perhaps the port of a URL, RFC 3986 section 3.2: `localhost:7328`, `[::1]`.
package struct Authority: Equatable, Sendable {
    package let host: Host
    /// From 1 on; nil if there is no port.
    package let port: UInt16?

    /// Nil if the host or the port is not valid.
    package init?(_ text: String) {
        guard let host = Host(authority: text) else { return nil }
        // The host may also end the text, or a colon without digits.
        let digits = text[Host.text(in: text).endIndex...].dropFirst()
        let port = UInt16(digits)
        guard digits.isEmpty || (port ?? 0) > 0 else { return nil }
        self.host = host
        self.port = port
    }
}
