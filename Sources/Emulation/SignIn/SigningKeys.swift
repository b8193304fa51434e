import Cryptography
package import JSON
import Synchronization

/// The keys that a world's access tokens are signed with: the newest signs, each of them is
/// honoured.
package final class SigningKeys: Sendable {
    /// Rotation forgets the oldest of more.
    private static let mostKeys = 8

    /// The newest first; nil for the development key alone, which is read when it is needed first:
    /// most starts never need it.
    private let state: Mutex<[SigningKey]?>
    private let verified: VerifiedTokens

    /// The development key, which every world begins with.
    init(_ verified: VerifiedTokens) {
        state = Mutex(nil)
        self.verified = verified
    }

    /// The keys of another as they are now; either goes on by itself.
    init(like other: SigningKeys) {
        state = Mutex(other.state.withLock { $0 })
        verified = other.verified
    }

    /// Takes over the keys of another as they are now, in place of what is there.
    func follow(_ other: SigningKeys) {
        let present = other.state.withLock { $0 }
        state.withLock { $0 = present }
    }

    private var keys: [SigningKey] { state.withLock { $0 } ?? [.development] }

    /// A token with these claims.
    ///
    /// - Parameter type: the header's `typ`.
    package func sign(_ claims: JSON, type: String) -> String {
        let key = keys[0]
        let header: JSON = ["alg": "RS256", "kid": .string(key.id), "typ": .string(type)]
        let text = [header, claims].map { Base64URL.encode(Array($0.text.utf8)) }
            .joined(separator: ".")
        return text + "." + Base64URL.encode(key.sign(text))
    }

    /// What is to be said of a token's signature.
    package enum Verdict: Sendable {
        case ours, unknownKey, invalid
    }

    /// Whether one of the keys has signed the token.
    ///
    /// - Parameter text: the token as it arrived.
    package func verdict(on token: JSONWebToken, _ text: String) -> Verdict {
        // A key is named after itself: what it has signed in one world it has signed in all.
        guard let key = keys.first(where: { $0.id == token.header["kid"]?.string }) else {
            return .unknownKey
        }
        if verified.contains(text) { return .ours }
        guard token.header["alg"] == "RS256", key.hasSigned(token) else { return .invalid }
        verified.insert(text)
        return .ours
    }

    /// Makes a new key, which signs from now on; the old ones are honoured still.
    ///
    /// - Returns: the ids of all keys, the newest first.
    package func rotate() -> [String] {
        let key = SigningKey.new()
        return state.withLock { state in
            let keys = Array(([key] + (state ?? [.development])).prefix(Self.mostKeys))
            state = keys
            return keys.map(\.id)
        }
    }

    /// The public keys as JSON Web Keys, RFC 7517, the newest first.
    package var published: [JSON] { keys.map(\.json) }
}

/// An RSA key of 2048 bits.
private struct SigningKey: Sendable {
    let id: String
    private let key: PrivateKey
    private let modulus: String
    private let exponent: String

    static let development: SigningKey = {
        do {
            return SigningKey(try PrivateKey(pem: DevelopmentKey.pem))
        } catch {
            preconditionFailure("the development key is no key: \(error)")
        }
    }()

    static func new() -> SigningKey { SigningKey(.newRSA()) }

    private init(_ key: PrivateKey) {
        self.key = key
        guard let numbers = key.publicKey.rsaNumbers else {
            preconditionFailure("a key of RSA has a modulus and an exponent")
        }
        modulus = Base64URL.encode(numbers.modulus)
        exponent = Base64URL.encode(numbers.exponent)
        // RFC 7638: the thumbprint of the key is its name.
        let canonical = #"{"e":"\#(exponent)","kty":"RSA","n":"\#(modulus)"}"#
        id = Base64URL.encode(Digest.sha256(Array(canonical.utf8)))
    }

    var json: JSON {
        [
            "kty": "RSA", "use": "sig", "kid": .string(id), "alg": "RS256", "n": .string(modulus),
            "e": .string(exponent),
        ]
    }

    func sign(_ text: String) -> [UInt8] { key.sign(Array(text.utf8)) }

    func hasSigned(_ token: JSONWebToken) -> Bool {
        token.isSigned(by: key.publicKey)
    }
}

extension JSONWebToken {
    /// RS256 is PKCS #1 v1.5 with SHA-256, PS256 is PSS with it; no other algorithm is accepted.
    func isSigned(by key: PublicKey) -> Bool {
        let schemes: [String: PublicKey.Scheme] = ["RS256": .pkcs1, "PS256": .pss]
        guard let scheme = header["alg"]?.string.flatMap({ schemes[$0] }) else { return false }
        return key.hasSigned(Array(signedText.utf8), signature, by: scheme)
    }
}
