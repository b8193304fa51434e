internal import Emulation
internal import HTTP
internal import HTTPTypes

/// What a client of a token endpoint says of itself: in the form, or as `Authorization: Basic`.
internal struct ClientCredentials {
    let id: String?
    let secret: String?
    /// A signed assertion.
    let assertion: ClientAssertion?
    /// Whether there is one at all, be it what it may.
    let hasAssertion: Bool

    init(_ form: Form, _ request: Request) {
        let text = form["client_assertion"]
        hasAssertion = text != nil
        let isKnownType = form["client_assertion_type"] == ClientAssertion.type
        assertion = isKnownType ? text.flatMap(ClientAssertion.init) : nil
        if let basic = Self.basic(request) {
            id = basic.id
            secret = basic.secret
        } else {
            id = form["client_id"] ?? assertion?.subject
            secret = form["client_secret"]
        }
    }

    /// RFC 6749 section 2.3.1: id and secret are written as in a form, and then in Base64.
    private static func basic(_ request: Request) -> (id: String, secret: String)? {
        let parts = request.headerFields[.authorization]?.split(separator: " ") ?? []
        guard parts.count == 2, equalsIgnoringCase(parts[0], "Basic") else { return nil }
        let letters = parts[1].prefix { $0 != "=" }.map { letter in
            letter == "+" ? "-" : letter == "/" ? "_" : letter
        }
        guard let bytes = Base64URL.decode(String(letters)),
            let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        return (
            Form.decoded(text[..<colon]), Form.decoded(text[text.index(after: colon)...])
        )
    }

    /// Whether the secret is the application's; takes the same time wherever they differ.
    func hasSecret(of application: Application) -> Bool {
        guard let secret, let known = application.clientSecret else { return false }
        let (given, expected) = (Array(secret.utf8), Array(known.utf8))
        var difference = given.count ^ expected.count
        for (index, byte) in given.enumerated() {
            difference |= Int(byte ^ (expected.isEmpty ? 0 : expected[index % expected.count]))
        }
        return difference == 0
    }
}
