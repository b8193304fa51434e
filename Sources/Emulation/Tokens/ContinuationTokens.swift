import Cryptography

/// Makes tokens that only their maker can make, and reads them back.
///
/// A token is base64url of its content and of an HMAC-SHA-256 over it, so that a character changed,
/// cut or added is noticed; clients that encode it into a URL and clients that do not both work.
package struct ContinuationTokens: Sendable {
    private var keyed: HMAC
    /// How long a token is good; nil for ever.
    private var lifeSeconds: Int64?

    /// - Parameter key: 16 bytes or more; servers with the same key honour each other's tokens.
    package init(key: [UInt8]) {
        keyed = HMAC(key: key)
    }

    /// Tokens that no other server honours.
    package init() {
        keyed = HMAC(key: RandomBytes.make(32))
    }

    /// Tokens of the same key that are only good where this context is: a world.
    package func of(_ context: String) -> ContinuationTokens {
        guard !context.isEmpty else { return self }
        var other = self
        // A NUL behind it: no context is the beginning of another.
        other.keyed = keyed.prefixed(by: Array(context.utf8) + [0])
        return other
    }

    /// Tokens of the same key that are good for so long. Those of another life, or of none, are not
    /// honoured: they say nothing of when they were made, or something else.
    package func living(_ seconds: Int64) -> ContinuationTokens {
        var other = self
        other.lifeSeconds = seconds
        other.keyed = keyed.prefixed(by: Array("life".utf8) + [0])
        return other
    }

    /// Whether a token says nothing of the time.
    package var areLasting: Bool { lifeSeconds == nil }

    /// - Parameter now: when it is made; asked for only where tokens age.
    package func seal(
        _ content: consuming [UInt8], at now: @autoclosure () -> Instant
    ) -> String {
        if lifeSeconds != nil {
            let now = now()
            content += (0..<8).map { UInt8(truncatingIfNeeded: now.ticks >> ($0 * 8)) }
        }
        content += keyed.code(for: content)
        return Base64URL.encode(content)
    }

    /// The content of a token; nil where it is not one of ours as we made it, or too old.
    package func open(_ token: String, at now: @autoclosure () -> Instant) -> [UInt8]? {
        guard let content = open(token) else { return nil }
        guard let lifeSeconds else { return content }
        guard content.count >= 8 else { return nil }
        let ticks = content.suffix(8).reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard let start = Instant(exactly: Int128(ticks)),
            start.advanced(bySeconds: lifeSeconds) > now()
        else { return nil }
        return content.dropLast(8)
    }

    private func open(_ token: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(token), bytes.count > HMAC.byteCount else { return nil }
        let content = Array(bytes.dropLast(HMAC.byteCount))
        let code = keyed.code(for: content)
        return code.isSame(as: bytes.suffix(HMAC.byteCount)) ? content : nil
    }
}
