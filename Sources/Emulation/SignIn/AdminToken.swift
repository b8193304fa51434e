package import HTTP

/// The bearer token that the control plane asks for.
package struct AdminToken: Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// Whether a request has the token. The time this takes does not depend on where they differ.
    package func isGiven(by request: Request) -> Bool {
        guard let given = request.credentials?.value(of: "Bearer") else { return false }
        return Secret.matches(given, text)
    }
}
