import HTTPTypes

/// The fields by which an answer of the Store can be told from all others.
extension HTTPField.Name {
    static let storeCorrelationID = HTTPField.Name("MS-CorrelationId")!
    static let storeRequestID = HTTPField.Name("MS-RequestId")!
    static let storeCorrelationVector = HTTPField.Name("MS-CV")!
}
