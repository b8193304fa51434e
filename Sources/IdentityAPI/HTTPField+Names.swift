import HTTPTypes

extension HTTPField.Name {
    /// The id that a client gives its request to Entra ID.
    static let clientRequestID = HTTPField.Name("client-request-id")!
}
