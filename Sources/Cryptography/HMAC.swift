import COpenSSL
import Synchronization

/// HMAC-SHA-256, RFC 2104, with a key: made once, and asked often.
package struct HMAC: Sendable {
    /// How many bytes a code has.
    package static let byteCount = 32

    private let keyed: Keyed

    /// - Parameter key: any bytes.
    package init(key: [UInt8]) {
        keyed = Keyed(key, [])
    }

    /// With the same key, as if these bytes stood before the content and behind those before.
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

    /// A key with what comes first, and what the library makes of both when it is first needed:
    /// a start is not to wait for it.
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

    /// The library's state behind the key; only ever copied.
    private final class Context: @unchecked Sendable {
        let pointer: OpaquePointer

        nonisolated(unsafe) private static let algorithm = Library.make {
            EVP_MAC_fetch(nil, "HMAC", nil)
        }

        init(_ key: [UInt8], _ prefix: [UInt8]) {
            pointer = Library.make { EVP_MAC_CTX_new(Self.algorithm) }
            // A key is filled up with zeros; the library takes none of no bytes.
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
