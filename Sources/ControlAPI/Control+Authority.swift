import Emulation
import HTTP
import HTTPTypes

/// The certificate authority behind the emulator's certificates, as clients take it. Its key is in
/// none of them.
package struct AuthorityFiles: Sendable {
    package let pem: String
    /// In PKCS #12.
    package let trustStore: [UInt8]

    package init(pem: String, trustStore: [UInt8]) {
        self.pem = pem
        self.trustStore = trustStore
    }
}

extension Control {
    /// `GET /__admin/ca.pem`
    func giveAuthority(_ call: Call) throws -> Response {
        Response(
            headerFields: [.contentType: "application/x-pem-file"],
            body: Array(try files.pem.utf8))
    }

    /// `GET /__admin/ca.p12`
    func giveTrustStore(_ call: Call) throws -> Response {
        Response(
            headerFields: [.contentType: "application/x-pkcs12"], body: try files.trustStore)
    }

    private var files: AuthorityFiles {
        get throws {
            guard let authority else {
                throw Problem(
                    .notFound, code: "no-tls",
                    detail: "This server does not speak TLS, so it has no certificate to trust.",
                    hint: "serve speaks it without --tls off.")
            }
            return try authority()
        }
    }
}
