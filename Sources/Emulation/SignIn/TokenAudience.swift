/// The audience of an API's access tokens.
package struct TokenAudience: Sendable {
    /// The API that issues the tokens: `entra`.
    package let issuer: String
    /// Its names in the claim `aud`. The first is the usual name.
    package let names: [String]

    package init(issuer: String, _ names: String...) {
        self.issuer = issuer
        self.names = names
    }
}
