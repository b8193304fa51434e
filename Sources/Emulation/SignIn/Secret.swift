/// What only its owner knows: a client's secret, the control plane's token.
package enum Secret {
    /// Whether the secret that is given is the one that is expected; takes the same time wherever
    /// they differ.
    package static func matches(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
        var difference = given.count ^ expected.count
        for index in given.indices where !expected.isEmpty {
            difference |= Int(given[index] ^ expected[index % expected.count])
        }
        return difference == 0
    }
}
