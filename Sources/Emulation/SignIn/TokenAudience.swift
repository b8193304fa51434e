/// What an API's access tokens are meant for.
package struct TokenAudience: Sendable {
    /// The API that issues them: `entra`.
    package let issuer: String
    /// The names that it goes by, as the claim `aud` has them; the first is the usual one.
    package let names: [String]

    package init(issuer: String, _ names: String...) {
        self.issuer = issuer
        self.names = names
    }
}
