import COpenSSL
import Synchronization

/// HMAC-SHA-256 with a key, RFC 2104. The key is prepared once and can be used often.
package struct HMAC: Sendable {
    /// The length of a code.
    package static let byteCount = 32

    private let keyed: Keyed

    /// - Parameter key: any bytes.
    package init(key: [UInt8]) {
        keyed = Keyed(key, [])
    }

    /// An HMAC with the same key that puts these bytes before the content, after earlier prefixes.
    package func prefixed(by bytes: [UInt8]) -> HMAC {
        HMAC(Keyed(keyed.key, keyed.prefix + bytes))
    }

    private init(_ keyed: Keyed) {
        self.keyed = keyed
    }

    /// The code of the content.
    package func code(for content: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Self.byteCount)
        let context = EVP_MAC_CTX_dup(keyed.context.pointer)
        defer { EVP_MAC_CTX_free(context) }
        let isDone =
            EVP_MAC_update(context, content, content.count) == 1
            && EVP_MAC_final(context, &code, nil, code.count) == 1
        precondition(isDone, "a code needs nothing but memory")
        return code
    }

    /// A key and a prefix. OpenSSL's state for them is made at the first use, so that a start does
    /// not wait for it.
    private final class Keyed: Sendable {
        let key: [UInt8]
        let prefix: [UInt8]
        private let first = AtomicLazyReference<Context>()

        init(_ key: [UInt8], _ prefix: [UInt8]) {
            self.key = key
            self.prefix = prefix
        }

        var context: Context { first.load() ?? first.storeIfNil(Context(key, prefix)) }
    }

    /// OpenSSL's state after the key and the prefix. Threads can share it, because they only copy
    /// it.
    private final class Context: @unchecked Sendable {
        let pointer: OpaquePointer

        nonisolated(unsafe) private static let algorithm = Library.make {
            EVP_MAC_fetch(nil, "HMAC", nil)
        }

        init(_ key: [UInt8], _ prefix: [UInt8]) {
            pointer = Library.make { EVP_MAC_CTX_new(Self.algorithm) }
            // OpenSSL refuses an empty key. HMAC pads keys with zeros, so one zero is the same key.
            let key = key.isEmpty ? [0] : key
            let isKeyed = seatfiller_key_hmac_sha256(pointer, key, key.count) == 1
            let isDone = isKeyed && EVP_MAC_update(pointer, prefix, prefix.count) == 1
            precondition(isDone, "a key needs nothing but memory")
        }

        deinit {
            EVP_MAC_CTX_free(pointer)
        }
    }
}
