import COpenSSL

/// Digests of bytes, FIPS 180-4.
package enum Digest {
    /// SHA-256: 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, sha256, 32) }

    /// SHA-1: 20 bytes. It only identifies certificates; it is no longer secure.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, sha1, 20) }

    nonisolated(unsafe) private static let sha256 = Library.make {
        EVP_MD_fetch(nil, "SHA256", nil)
    }
    nonisolated(unsafe) private static let sha1 = Library.make { EVP_MD_fetch(nil, "SHA1", nil) }

    private static func digest(
        _ bytes: [UInt8], _ algorithm: OpaquePointer, _ byteCount: Int
    ) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        let isDone = EVP_Digest(bytes, bytes.count, &digest, nil, algorithm, nil)
        precondition(isDone == 1, "a digest needs nothing but memory")
        return digest
    }
}
