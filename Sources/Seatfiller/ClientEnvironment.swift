/// What the environment of a client says so that the client finds the emulator.
package struct ClientEnvironment: Sendable {
    /// The files that make a client believe the emulator's certificates.
    package struct Trust: Sendable {
        /// The path of the emulator's own certificate authority, in PEM.
        package var authority: String
        /// The path of the machine's authorities with the emulator's behind them, in PEM.
        package var bundle: String
        /// The path of the authority in PKCS #12, for Java.
        package var keyStore: String
        /// The password of every such store, which holds no secret: Java reads nothing of one
        /// without.
        package static let password = "changeit"
        /// The path of the script that Node is to load first; nil for none.
        package var nodeScript: String?

        package init(authority: String, bundle: String, keyStore: String, nodeScript: String?) {
            self.authority = authority
            self.bundle = bundle
            self.keyStore = keyStore
            self.nodeScript = nodeScript
        }
    }

    /// The base URL of the server: `http://127.0.0.1:7328`.
    private let url: String
    /// What is needed for clients that nobody changed; nil where a client takes the base URL.
    private let trust: Trust?
    /// The world that a client asks without knowing of it; nil for the default one.
    private let world: String?

    package init(url: String, world: String? = nil, trust: Trust? = nil) {
        self.url = url
        self.world = world
        self.trust = trust
    }

    /// The variables to set.
    ///
    /// - Parameter present: what a variable says so far; nil where it is not set.
    package func variables(beside present: (String) -> String?) -> [EnvironmentVariable] {
        let base = world.map { "\(url)/__world/\($0)" } ?? url
        var variables = [EnvironmentVariable("SEATFILLER_URL", base)]
        guard let trust else { return variables }
        variables.append(EnvironmentVariable("SEATFILLER_CA", trust.authority))
        variables += proxyVariables(present) + nodeVariables(trust, present)
        variables += Self.bundleNames.map { EnvironmentVariable($0, trust.bundle) }
        variables.append(
            EnvironmentVariable(
                "JAVA_TOOL_OPTIONS",
                Self.joined(present("JAVA_TOOL_OPTIONS"), javaOptions(trust))))
        return variables
    }

    /// What OpenSSL, requests, curl, the AWS tools, Git, pip, Cargo, Deno, Perl's LWP and gRPC are
    /// told their authorities by. Each replaces the machine's, which the bundle therefore holds.
    private static let bundleNames = [
        "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "GIT_SSL_CAINFO",
        "PIP_CERT", "CARGO_HTTP_CAINFO", "DENO_CERT", "PERL_LWP_SSL_CA_FILE",
        "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    ]

    // MARK: The proxy

    /// `http://test-17:x@127.0.0.1:7328`: the user name is the world. Python's clients name no user
    /// without a password, which may be any.
    private var proxyURL: String {
        guard let world else { return url }
        return url.replacing("http://", with: "http://\(world):x@", maxReplacements: 1)
    }

    private func proxyVariables(_ present: (String) -> String?) -> [EnvironmentVariable] {
        let exceptions = Self.exceptions(beside: ["NO_PROXY", "no_proxy"].compactMap(present))
        // Most programs read the lower case alone, curl for HTTP on purpose, and some the upper.
        return ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map {
            EnvironmentVariable($0, proxyURL)
        } + ["NO_PROXY", "no_proxy"].map { EnvironmentVariable($0, exceptions) }
    }

    /// The hosts that are asked without the proxy: those that were so before, and the loopback.
    ///
    /// A star would take every host from the proxy, and goes.
    private static func exceptions(beside lists: [String]) -> String {
        let former = lists.flatMap { $0.split { $0 == "," || $0 == " " } }.map(String.init)
        var hosts: [String] = []
        for host in former + ["localhost", "127.0.0.1", "::1"]
        where host != "*" && !hosts.contains(host) {
            hosts.append(host)
        }
        return hosts.joined(separator: ",")
    }

    // MARK: Node

    private func nodeVariables(
        _ trust: Trust, _ present: (String) -> String?
    ) -> [EnvironmentVariable] {
        var variables = [
            EnvironmentVariable("NODE_EXTRA_CA_CERTS", trust.authority),
            EnvironmentVariable("NODE_USE_ENV_PROXY", "1"),
            EnvironmentVariable("GLOBAL_AGENT_HTTP_PROXY", proxyURL),
            EnvironmentVariable("npm_config_proxy", proxyURL),
            EnvironmentVariable("npm_config_https_proxy", proxyURL),
        ]
        if let script = trust.nodeScript {
            let option = "--require " + Self.nodeWord(script)
            variables.append(
                EnvironmentVariable("NODE_OPTIONS", Self.joined(present("NODE_OPTIONS"), option)))
        }
        return variables
    }

    /// A word as Node reads its options: between double quotes a backslash keeps the next letter.
    private static func nodeWord(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    // MARK: Java

    private func javaOptions(_ trust: Trust) -> String {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let colon = authority.lastIndex(of: ":") ?? authority.endIndex
        let host = authority[..<colon].filter { $0 != "[" && $0 != "]" }
        let port = authority[colon...].dropFirst()
        return [
            "-Dhttps.proxyHost=\(host)", "-Dhttps.proxyPort=\(port)",
            "-Dhttp.proxyHost=\(host)", "-Dhttp.proxyPort=\(port)",
            "-Djavax.net.ssl.trustStore=\(trust.keyStore)",
            "-Djavax.net.ssl.trustStorePassword=\(Trust.password)",
        ].map(Self.javaWord).joined(separator: " ")
    }

    /// A word as the Java machine reads its options: it knows both kinds of quotes, and no way to
    /// write a quote between its own kind.
    private static func javaWord(_ text: String) -> String {
        let isPlain = !text.contains { $0.isWhitespace || $0 == "'" || $0 == "\"" }
        guard !isPlain else { return text }
        return text.split(separator: "\"", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "\"\($0)\"" }.joined(separator: "'\"'")
    }

    private static func joined(_ present: String?, _ options: String) -> String {
        let present = present ?? ""
        return present.isEmpty ? options : "\(present) \(options)"
    }
}
