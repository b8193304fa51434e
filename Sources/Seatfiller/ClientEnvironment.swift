/// The environment variables that lead a client to the emulator.
package struct ClientEnvironment: Sendable {
    /// The files that make a client trust the emulator's certificates.
    package struct Trust: Sendable {
        /// The path of the emulator's own certificate authority, in PEM.
        package var authority: String
        /// The path of the machine's authorities, followed by the emulator's, in PEM.
        package var bundle: String
        /// The path of the authority in PKCS #12, for Java.
        package var keyStore: String
        /// The password of every such store. It protects no secret, but Java ignores a store
        /// without a password.
        package static let password = "changeit"
        /// The path of the script that Node loads first; nil for none.
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
    /// The files for unchanged clients; nil if clients only get the base URL.
    private let trust: Trust?
    /// The world that answers the client; nil for the default world.
    private let world: String?

    package init(url: String, world: String? = nil, trust: Trust? = nil) {
        self.url = url
        self.world = world
        self.trust = trust
    }

    /// The variables to set.
    ///
    /// - Parameter present: the present value of a variable; nil if it is not set.
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

    /// The variables that name the authorities to OpenSSL, requests, curl, the AWS tools, Git, pip,
    /// Cargo, Deno, Perl's LWP and gRPC. The named file replaces the machine's authorities, so the
    /// bundle contains those too.
    private static let bundleNames = [
        "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "GIT_SSL_CAINFO",
        "PIP_CERT", "CARGO_HTTP_CAINFO", "DENO_CERT", "PERL_LWP_SSL_CA_FILE",
        "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    ]

    // MARK: The proxy

    /// `http://test-17:x@127.0.0.1:7328`. The user is the world. The password can be anything, but
    /// Python's clients send no user without one.
    private var proxyURL: String {
        guard let world else { return url }
        return url.replacing("http://", with: "http://\(world):x@", maxReplacements: 1)
    }

    private func proxyVariables(_ present: (String) -> String?) -> [EnvironmentVariable] {
        let exceptions = Self.exceptions(beside: ["NO_PROXY", "no_proxy"].compactMap(present))
        // Some programs read only the upper case. Most read only the lower case, and for
        // `http_proxy` curl does so on purpose.
        return ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map {
            EnvironmentVariable($0, proxyURL)
        } + ["NO_PROXY", "no_proxy"].map { EnvironmentVariable($0, exceptions) }
    }

    /// The hosts that clients reach without the proxy: the present exceptions, and the loopback.
    ///
    /// A star is left out, because it would make an exception of every host.
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

    /// A word quoted for Node's options: in double quotes, a backslash escapes the next character.
    private static func nodeWord(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    // MARK: Java

    private func javaOptions(_ trust: Trust) -> String {
        let hostAndPort = url.dropFirst("http://".count).prefix { $0 != "/" }
        let colon = hostAndPort.lastIndex(of: ":") ?? hostAndPort.endIndex
        let host = hostAndPort[..<colon].filter { $0 != "[" && $0 != "]" }
        let port = hostAndPort[colon...].dropFirst()
        return [
            "-Dhttps.proxyHost=\(host)", "-Dhttps.proxyPort=\(port)",
            "-Dhttp.proxyHost=\(host)", "-Dhttp.proxyPort=\(port)",
            "-Djavax.net.ssl.trustStore=\(trust.keyStore)",
            "-Djavax.net.ssl.trustStorePassword=\(Trust.password)",
        ].map(Self.javaWord).joined(separator: " ")
    }

    /// A word quoted for the options of the Java virtual machine. It has single and double quotes,
    /// but no escape, so each kind of quote must stand between quotes of the other kind.
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
