extension String {
    /// The text as a segment of a path or as a value of a query, RFC 3986 section 2.1: all but
    /// unreserved characters are escaped.
    package var percentEncoded: String {
        utf8.map { byte in
            byte.isLetterOrDigit || "-._~".utf8.contains(byte)
                ? String(UnicodeScalar(byte))
                : "%" + String(byte, digits: 2, radix: 16).uppercased()
        }.joined()
    }
}
