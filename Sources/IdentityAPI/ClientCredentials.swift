import Emulation
import HTTP

/// The credentials of a client of a token endpoint: from the form, or from `Authorization: Basic`.
struct ClientCredentials {
    let id: String?
    let secret: String?
    /// A signed assertion.
    let assertion: ClientAssertion?
    /// Whether the form has an assertion, valid or not.
    let hasAssertion: Bool

    init(_ form: Form, _ request: Request) {
        let text = form["client_assertion"]
        hasAssertion = text != nil
        let isKnownType = form["client_assertion_type"] == ClientAssertion.type
        assertion = isKnownType ? text.flatMap(ClientAssertion.init) : nil
        let basic = BasicCredentials(request)
        // The name of a world after a `~` is not part of the id.
        id = (basic?.id ?? form["client_id"] ?? assertion?.subject).map {
            WorldName.split($0).credential
        }
        secret = basic?.secret ?? form["client_secret"]
    }

    /// Whether the secret is the application's.
    func hasSecret(of application: Application) -> Bool {
        guard let secret, let known = application.clientSecret else { return false }
        return Secret.matches(secret, known)
    }
}
