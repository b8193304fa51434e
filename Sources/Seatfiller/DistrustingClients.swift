import Synchronization

/// The clients that did not accept the server's certificates. The log names each of them once, with
/// what helps: the client itself often says no more than that the connection failed.
final class DistrustingClients: Sendable {
    private let log: RequestLog?
    private let addresses = Mutex<Set<String>>([])
    /// Those that come after so many are not named.
    private static let most = 100

    init(_ log: RequestLog?) {
        self.log = log
    }

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
