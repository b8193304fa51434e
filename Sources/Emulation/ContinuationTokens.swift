internal import Crypto
internal import FoundationEssentials

/// Makes tokens that only their maker can make, and reads them back.
///
/// A token is base64url of its content and of an HMAC-SHA-256 over it, so that a character changed,
/// cut or added is noticed; clients that encode it into a URL and clients that do not both work.
package struct ContinuationTokens: Sendable {
    /// Keyed once; a copy of it does the work for each token.
    private let keyed: HMAC<SHA256>

    /// - Parameter key: 16 bytes or more; servers with the same key honour each other's tokens.
    package init(key: [UInt8]) {
        keyed = HMAC(key: SymmetricKey(data: key))
    }

    /// Tokens that no other server honours.
    package init() {
        keyed = HMAC(key: SymmetricKey(size: .bits256))
    }

    package func seal(_ content: [UInt8]) -> String {
        Base64URL.encode(content + code(for: content))
    }

    /// The content of a token; nil where it is not one of ours as we made it.
    package func open(_ token: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(token), bytes.count > SHA256.byteCount else {
            return nil
        }
        let content = Array(bytes.dropLast(SHA256.byteCount))
        // The library's comparison takes the same time wherever the difference is.
        return code(for: content) == bytes.suffix(SHA256.byteCount) ? content : nil
    }

    private func code(for content: [UInt8]) -> HMAC<SHA256>.MAC {
        var authenticator = keyed
        authenticator.update(data: content)
        return authenticator.finalize()
    }
}
