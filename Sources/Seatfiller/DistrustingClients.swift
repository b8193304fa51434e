import Synchronization

/// Logs each client that rejects the server's certificate, once, and says what helps. The client
/// itself often reports only that the connection failed.
final class DistrustingClients: Sendable {
    private let log: RequestLog?
    private let addresses = Mutex<Set<String>>([])
    /// The log names only this many clients.
    private static let most = 100

    init(_ log: RequestLog?) {
        self.log = log
    }

    /// - Parameter address: the address of a client that has rejected the certificate.
    func meet(_ address: String) {
        let isNew = addresses.withLock { addresses in
            addresses.count < Self.most && addresses.insert(address).inserted
        }
        guard isNew else { return }
        log?.warning(
            "the client at \(address) does not trust this server's certificate authority; run it "
                + "with seatfiller exec or with what seatfiller env prints, such as SSL_CERT_FILE "
                + "(OpenSSL, Python, Go, Ruby), REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, "
                + "NODE_EXTRA_CA_CERTS or JAVA_TOOL_OPTIONS; Mono needs cert-sync --user")
    }
}
