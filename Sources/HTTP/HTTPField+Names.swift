package import HTTPTypes

/// The fields of HTTP that swift-http-types does not name.
extension HTTPField.Name {
    /// Where a request is sent, RFC 9110 section 7.2: the host, and the port if it is not 80.
    package static let host = HTTPField.Name("Host")!
    /// RFC 9111 section 5.4, for caches of HTTP/1.0.
    package static let pragma = HTTPField.Name("Pragma")!
    /// Where a browser says that a request comes from, <https://www.w3.org/TR/fetch-metadata/>.
    package static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    /// What a proxy was asked, RFC 7239.
    package static let forwarded = HTTPField.Name("Forwarded")!
    /// The host that a proxy was asked under.
    package static let forwardedHost = HTTPField.Name("X-Forwarded-Host")!
    /// The scheme that a proxy was asked by.
    package static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
