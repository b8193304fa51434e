package import HTTP

/// The id and the secret of `Authorization: Basic`, RFC 6749 section 2.3.1.
///
/// Each is encoded as in a form. A colon stands between them, and all of it is in Base64.
package struct BasicCredentials: Sendable {
    package let id: String
    package let secret: String

    /// Nil if the request has no such credentials.
    package init?(_ request: Request) {
        guard let text = request.credentials?.value(of: "Basic").flatMap(Self.text),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        id = Form.decoded(text[..<colon])
        secret = Form.decoded(text[text.index(after: colon)...])
    }

    /// A user and a password with a colon between them, RFC 7617; nil for what is not Base64 of a
    /// text.
    static func text(_ value: Substring) -> String? {
        let letters = value.prefix { $0 != "=" }.map { letter in
            letter == "+" ? "-" : letter == "/" ? "_" : letter
        }
        return Base64URL.decode(String(letters)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
