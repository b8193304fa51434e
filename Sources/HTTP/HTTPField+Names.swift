package import HTTPTypes

/// The fields of HTTP that swift-http-types does not name.
extension HTTPField.Name {
    /// The host that a request is for, and the port if it is not 80; RFC 9110 section 7.2.
    package static let host = HTTPField.Name("Host")!
    /// RFC 9111 section 5.4, for caches of HTTP/1.0.
    package static let pragma = HTTPField.Name("Pragma")!
    /// Where a request comes from, by a browser; <https://www.w3.org/TR/fetch-metadata/>.
    package static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    /// The request that a proxy received, RFC 7239.
    package static let forwarded = HTTPField.Name("Forwarded")!
    /// The host of the request that a proxy received.
    package static let forwardedHost = HTTPField.Name("X-Forwarded-Host")!
    /// The scheme of the request that a proxy received.
    package static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
