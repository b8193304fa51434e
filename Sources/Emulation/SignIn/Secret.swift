import Cryptography

/// What only its owner knows: a client's secret, the control plane's token.
package enum Secret {
    /// Whether the secret that is given is the one that is expected; takes the same time wherever
    /// they differ.
    package static func matches(_ given: some StringProtocol, _ expected: String) -> Bool {
        // Digests are equally long, so that nothing is said of how long a secret is.
        Digest.sha256(Array(given.utf8)).isSame(as: Digest.sha256(Array(expected.utf8)))
    }
}
