import COpenSSL

extension [UInt8] {
    /// Whether the bytes are equal. The time depends on their number, but not on where they differ.
    package func isSame(as other: some Collection<UInt8>) -> Bool {
        let other = Array(other)
        return count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }
}
