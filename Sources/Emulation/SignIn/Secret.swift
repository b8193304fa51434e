import Crypto

/// What only its owner knows: a client's secret, the control plane's token.
package enum Secret {
    /// Whether the secret that is given is the one that is expected; takes the same time wherever
    /// they differ.
    package static func matches(_ given: some StringProtocol, _ expected: String) -> Bool {
        // The library compares digests so, and they say nothing of how long a secret is.
        SHA256.hash(data: Array(given.utf8)) == SHA256.hash(data: Array(expected.utf8))
    }
}
