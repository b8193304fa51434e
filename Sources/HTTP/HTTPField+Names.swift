package import HTTPTypes

/// The fields that swift-http-types has no names for.
extension HTTPField.Name {
    // MARK: Everybody's

    /// Where a request is sent, RFC 9110 section 7.2: the host, and the port if it is not 80.
    package static let host = HTTPField.Name("Host")!
    /// RFC 9111 section 5.4, for caches of HTTP/1.0.
    package static let pragma = HTTPField.Name("Pragma")!
    /// Where a browser says that a request comes from, <https://www.w3.org/TR/fetch-metadata/>.
    package static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    /// The scheme that a proxy was asked by.
    package static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!

    // MARK: Our own

    /// The fault that fired or, in a request, that is asked for.
    package static let seatfillerFault = HTTPField.Name("X-Seatfiller-Fault")!
    /// The rule that decided an answer.
    package static let seatfillerRule = HTTPField.Name("X-Seatfiller-Rule")!
    /// The world that a request is asked of.
    package static let seatfillerWorld = HTTPField.Name("X-Seatfiller-World")!
    /// Whether that world has been made before.
    package static let seatfillerWorldExists = HTTPField.Name("X-Seatfiller-World-Exists")!

    // MARK: The emulated services'

    /// Of a request to Entra ID: what it is called by the client.
    package static let clientRequestID = HTTPField.Name("client-request-id")!
    /// Of an answer of AvePoint Elements.
    package static let requestID = HTTPField.Name("request-id")!
    /// Of an answer of the Store, like the next two.
    package static let storeCorrelationID = HTTPField.Name("MS-CorrelationId")!
    package static let storeRequestID = HTTPField.Name("MS-RequestId")!
    package static let storeCorrelationVector = HTTPField.Name("MS-CV")!
}
