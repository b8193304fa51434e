import HTTPTypes

/// What a request says of who sends it, RFC 9110 section 11.4: `Bearer abc`.
package struct Credentials: Sendable {
    /// `Bearer`, as it was written.
    package let scheme: Substring
    /// What stands behind the scheme; empty where nothing does.
    package let value: Substring

    package init(_ field: String) {
        let text = field[...].trimmed
        let end = text.utf8.firstIndex(where: \.isBlank)
        scheme = text[..<(end ?? text.endIndex)]
        value = text[(end ?? text.endIndex)...].trimmed
    }

    /// What stands behind this scheme, upper and lower case alike: clients send both.
    ///
    /// - Returns: nil for another scheme, and where nothing does.
    package func value(of scheme: String) -> Substring? {
        value.isEmpty || !equalsIgnoringCase(self.scheme, scheme) ? nil : value
    }
}

extension Request {
    /// What `Authorization` holds.
    package var credentials: Credentials? { headerFields[.authorization].map(Credentials.init) }
}
