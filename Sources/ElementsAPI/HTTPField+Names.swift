import HTTPTypes

extension HTTPField.Name {
    /// The field by which an answer of AvePoint Elements can be told from all others.
    static let requestID = HTTPField.Name("request-id")!
}
