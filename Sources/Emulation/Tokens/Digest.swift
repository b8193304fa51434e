import Crypto
import FoundationEssentials

/// SHA-256.
package enum Digest {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// In base64, RFC 4648 section 4.
    package static func base64SHA256(_ bytes: [UInt8]) -> String {
        Data(sha256(bytes)).base64EncodedString()
    }
}
