import COpenSSL

extension [UInt8] {
    /// Whether these are the same bytes; takes the same time wherever they differ, though not
    /// however many they are.
    package func isSame(as other: some Collection<UInt8>) -> Bool {
        let other = Array(other)
        return count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }
}
