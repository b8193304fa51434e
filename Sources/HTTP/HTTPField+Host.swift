package import HTTPTypes

extension HTTPField.Name {
    /// Where a request is sent, RFC 9110 section 7.2: the host, and the port if it is not 80.
    package static let host = HTTPField.Name("Host")!
}
