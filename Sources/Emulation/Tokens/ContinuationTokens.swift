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

    /// - Parameters:
    ///   - form: what the token looks like.
    ///   - now: when it is made; asked for only where tokens age.
    package func seal(
        _ content: consuming [UInt8], as form: TokenForm = .plain,
        at now: @autoclosure () -> Instant
    ) -> String {
        if form != .plain { content += trailer(of: form, behind: content.count) }
        if lifeSeconds != nil {
            let now = now()
            content += (0..<8).map { UInt8(truncatingIfNeeded: now.ticks >> ($0 * 8)) }
        }
        content += keyed(for: form).code(for: content)
        let text = Base64URL.encode(content)
        return form == .escaped ? Self.escaped(text) : text
    }

    /// The content of a token; nil where it is not one of ours as we made it, or too old.
    package func open(_ token: String, at now: @autoclosure () -> Instant) -> [UInt8]? {
        opened(token, at: now())?.content
    }

    /// Likewise, with the form of the token.
    func opened(_ token: String, at now: @autoclosure () -> Instant) -> OpenedToken? {
        let (text, isEscaped) = Self.unescaped(token)
        guard let bytes = Base64URL.decode(text), bytes.count > HMAC.byteCount else { return nil }
        let content = Array(bytes.dropLast(HMAC.byteCount))
        let code = bytes.suffix(HMAC.byteCount)
        let forms: [TokenForm] =
            isEscaped ? [.escaped] : [.plain, .once, .afterEmpty, .long(kilobytes: 0)]
        guard let form = forms.first(where: { keyed(for: $0).code(for: content).isSame(as: code) })
        else { return nil }
        guard let lifeSeconds else { return Self.opened(content, form) }
        guard content.count >= 8 else { return nil }
        let ticks = content.suffix(8).reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard let start = Instant(exactly: Int128(ticks)),
            start.advanced(bySeconds: lifeSeconds) > now()
        else { return nil }
        return Self.opened(content.dropLast(8), form)
    }

    // MARK: Forms

    private func keyed(for form: TokenForm) -> HMAC {
        form == .plain ? keyed : keyed.prefixed(by: form.mark)
    }

    private static let numberByteCount = 8

    /// What stands behind the content of a token of this form.
    private func trailer(of form: TokenForm, behind count: Int) -> [UInt8] {
        switch form {
        case .plain, .expired, .escaped, .afterEmpty: return []
        case .once: return RandomBytes.make(Self.numberByteCount)
        case .long(let kilobytes):
            // Three bytes are four characters. The last two bytes are the length of the content.
            let others = count + 2 + (lifeSeconds == nil ? 0 : 8) + HMAC.byteCount
            let filling = [UInt8](repeating: 0, count: max(0, kilobytes * 768 - others))
            return filling
                + [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        }
    }

    private static func opened(_ content: [UInt8], _ form: TokenForm) -> OpenedToken? {
        switch form {
        case .plain, .expired, .escaped, .afterEmpty: OpenedToken(content: content, form: form)
        case .once:
            OpenedToken(
                content: content.dropLast(numberByteCount), form: form,
                number: content.suffix(numberByteCount))
        case .long:
            OpenedToken(
                content: Array(content.prefix(content.suffix(2).reduce(0) { $0 << 8 | Int($1) })),
                form: form)
        }
    }

    /// Characters that a URL does not take as they are. `%2B` becomes a plus where it is decoded
    /// once too often.
    private static let special = "+/=&%2B# "

    private static func escaped(_ text: String) -> String {
        let half = text.utf8.count / 2
        return text.prefix(half) + special + text.dropFirst(half)
    }

    /// The token without the characters, if they stand where `escaped` puts them.
    private static func unescaped(_ token: String) -> (text: String, isEscaped: Bool) {
        // Most tokens have no such character.
        guard token.utf8.contains(UInt8(ascii: "#")) else { return (token, false) }
        let half = (token.utf8.count - special.utf8.count) / 2
        guard half > 0, token.dropFirst(half).hasPrefix(special) else { return (token, false) }
        return (String(token.prefix(half) + token.dropFirst(half + special.count)), true)
    }
}
