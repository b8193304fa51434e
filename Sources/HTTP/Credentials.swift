import HTTPTypes

/// The credentials of a request, RFC 9110 section 11.4: `Bearer abc`.
package struct Credentials: Sendable {
    /// `Bearer`, as the client wrote it.
    package let scheme: Substring
    /// The text after the scheme; empty if there is none.
    package let value: Substring

    package init(_ field: String) {
        let text = field[...].trimmed
        let end = text.utf8.firstIndex(where: \.isBlank)
        scheme = text[..<(end ?? text.endIndex)]
        value = text[(end ?? text.endIndex)...].trimmed
    }

    /// The text after this scheme, ignoring case because clients send both.
    ///
    /// - Returns: nil if the scheme differs or the text is empty.
    package func value(of scheme: String) -> Substring? {
        value.isEmpty || !equalsIgnoringCase(self.scheme, scheme) ? nil : value
    }
}

extension Request {
    /// The content of `Authorization`.
    package var credentials: Credentials? { headerFields[.authorization].map(Credentials.init) }
}
