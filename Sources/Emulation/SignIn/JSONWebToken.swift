package import JSON

/// A signed token in its compact form, RFC 7515 and RFC 7519, taken apart and not yet verified.
///
/// It is our own because the emulated services refuse tokens in an order and in words of their own,
/// which were captured. jwt-kit would parse a token but not judge it so, and brings along its own
/// copy of what swift-crypto offers.
package struct JSONWebToken: Sendable {
    package let header: JSON
    package let claims: JSON
    /// What is signed: the first two parts as they arrived.
    let signedText: String
    let signature: [UInt8]

    /// Longer ones are none: a token stands in a header field.
    private static let longest = 16 << 10

    /// Nil for a text that is no token.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]),
            let claims = Self.object(parts[1]), let signature = Base64URL.decode(String(parts[2]))
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        signedText = parts[0] + "." + parts[1]
    }

    private static func object(_ part: Substring) -> JSON? {
        guard let bytes = Base64URL.decode(String(part)) else { return nil }
        do {
            let value = try JSON(parsing: bytes)
            if case .object = value { return value }
        } catch {
            // What is no JSON is no token; where the mistake is helps nobody.
        }
        return nil
    }

    /// A claim that should be a point in time, and is none of the years 1 to 9999.
    package struct NoInstant: Error {}

    /// A claim that is a point in time: seconds since 1970, RFC 7519 section 2; nil where it is
    /// left out.
    package func instant(_ claim: String) throws(NoInstant) -> Instant? {
        let ticks: Int128
        switch claims[claim] {
        case nil: return nil
        case .integer(let seconds): ticks = Int128(seconds) * Int128(Instant.ticksPerSecond)
        // Far beyond the ends of time, and far from those of 128 bits.
        case .number(let seconds) where seconds.magnitude < 0x1p40:
            ticks = Int128(Int64(seconds)) * Int128(Instant.ticksPerSecond)
        default: throw NoInstant()
        }
        guard let instant = Instant(exactly: ticks) else { throw NoInstant() }
        return instant
    }

    /// The audiences: one string or an array of them.
    package var audiences: [String] {
        switch claims["aud"] {
        case .string(let audience): [audience]
        case .array(let audiences): audiences.compactMap(\.string)
        default: []
        }
    }
}
