import Foundation
import Testing

@testable import Cryptography

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
}

private func bytes(_ base64: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: base64)))
}

@Suite struct `A digest` {
    /// FIPS 180-4's own examples.
    @Test func `is what the standard says`() {
        #expect(
            hexadecimal(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hexadecimal(Digest.sha256([]))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hexadecimal(Digest.sha1(Array("abc".utf8)))
                == "a9993e364706816aba3e25717850c26c9cd0d89d")
    }
}

@Suite struct `A keyed code` {
    /// RFC 4231, section 4.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `is what the RFC says, whole and behind a prefix`(
        key: [UInt8], content: [UInt8], code: String
    ) {
        let keyed = HMAC(key: key)
        #expect(hexadecimal(keyed.code(for: content)) == code)
        // The same key says the same again, and a part of the content may come before.
        #expect(hexadecimal(keyed.code(for: content)) == code)
        for end in 0...content.count {
            let prefixed = keyed.prefixed(by: Array(content[..<end]))
            #expect(hexadecimal(prefixed.code(for: Array(content[end...]))) == code)
        }
    }

    @Test func `is there for no key and no content too`() {
        #expect(
            hexadecimal(HMAC(key: []).code(for: []))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func `is the same on many threads`() async {
        let keyed = HMAC(key: [1])
        let codes = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<100 { group.addTask { keyed.code(for: [2]) } }
            return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(codes == [HMAC(key: [1]).code(for: [2])])
    }
}

@Suite struct `A comparison of secrets` {
    @Test func `finds every difference`() {
        let secret: [UInt8] = [1, 2, 3]
        #expect(secret.isSame(as: [1, 2, 3]) && [UInt8]().isSame(as: []))
        for other: [UInt8] in [[0, 2, 3], [1, 0, 3], [1, 2, 0], [1, 2], [1, 2, 3, 4], []] {
            #expect(!secret.isSame(as: other) && !other.isSame(as: secret))
        }
    }
}

@Suite struct `Random bytes` {
    @Test func `are as many as are asked for, and others each time`() {
        for count in [-1, 0, 1, 7, 8, 9, 33] {
            #expect(RandomBytes.make(count).count == max(0, count))
        }
        #expect(RandomBytes.make(32) != RandomBytes.make(32))
        // Each of the bytes is random: one in 2^64 thousand runs sees a zero everywhere.
        for index in 0..<9 {
            #expect((0..<16).contains { _ in RandomBytes.make(9)[index] != 0 })
        }
    }
}

@Suite struct `A key` {
    private let abc = Array("abc".utf8)

    @Test func `accepts what it has signed, in that scheme alone`() throws {
        let signatures: [(String, PublicKey.Scheme)] = [
            (Specimens.pkcs1, .pkcs1), (Specimens.pss, .pss), (Specimens.ecdsa, .ecdsa),
        ]
        for pem in [Specimens.rsa, Specimens.rsaOfOld, Specimens.p256] {
            let key = try PublicKey(der: try PEM(pem).bytes)
            for (signature, made) in signatures {
                let signature = try bytes(signature)
                for scheme in [PublicKey.Scheme.pkcs1, .pss, .ecdsa] {
                    let isOwn = (pem == Specimens.p256) == (made == .ecdsa) && scheme == made
                    #expect(key.hasSigned(abc, signature, by: scheme) == isOwn)
                    #expect(!key.hasSigned(abc + [0], signature, by: scheme))
                    #expect(!key.hasSigned(abc, [], by: scheme))
                    #expect(!key.hasSigned(abc, signature + [0], by: scheme))
                    #expect(!key.hasSigned(abc, signature.dropLast(), by: scheme))
                }
            }
        }
    }

    @Test(arguments: [PrivateKey.newRSA(), .newP256()])
    func `signs what its public half accepts, also after it has been text`(_ key: PrivateKey)
        throws
    {
        let scheme: PublicKey.Scheme = key.publicKey.rsaNumbers == nil ? .ecdsa : .pkcs1
        let read = try PrivateKey(pem: key.pem)
        #expect(read.der == key.der && read.publicKey.der == key.publicKey.der)
        #expect(key.pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let known = try PublicKey(der: key.publicKey.der)
        for signer in [key, read] {
            #expect(known.hasSigned(abc, signer.sign(abc), by: scheme))
            #expect(!known.hasSigned(abc, signer.sign([]), by: scheme))
        }
        #expect(!PrivateKey.newP256().publicKey.hasSigned(abc, key.sign(abc), by: .ecdsa))
    }

    @Test func `of RSA tells its numbers`() throws {
        let numbers = try #require(PrivateKey.newRSA().publicKey.rsaNumbers)
        #expect(numbers.modulus.count == 256 && numbers.modulus[0] >= 0x80)
        #expect(numbers.exponent == [1, 0, 1])
    }

    @Test func `is refused where it is too small, or of another kind`() throws {
        for pem in [Specimens.smallRSA, Specimens.p384] {
            let error = try #require(throws: CryptographyError.self) {
                try PublicKey(der: try PEM(pem).bytes)
            }
            #expect(
                "\(error)" == "cannot use a public key: it is neither P-256 nor RSA of 2048 bits")
        }
    }

    @Test func `is read in the form of old`() throws {
        let key = try PrivateKey(pem: Specimens.privateP256)
        #expect(key.publicKey.der == (try PEM(Specimens.p256).bytes))
    }

    @Test func `that is damaged signs nothing wrong`() throws {
        for key in [PrivateKey.newRSA(), .newP256()] {
            let scheme: PublicKey.Scheme = key.publicKey.rsaNumbers == nil ? .ecdsa : .pkcs1
            var count = 0
            for index in stride(from: 0, to: key.der.count, by: key.der.count / 60) {
                for byte: UInt8 in [0, 0xFF] {
                    var damaged = key.der
                    damaged[index] = byte
                    guard let read = try? PrivateKey(der: damaged) else {
                        count += 1
                        continue
                    }
                    #expect(read.publicKey.hasSigned(abc, read.sign(abc), by: scheme))
                }
            }
            #expect(count > 20)
        }
    }

    @Test func `that is damaged is an error and not the end`() throws {
        for pem in [Specimens.rsa, Specimens.p256, Specimens.privateP256] {
            let der = try PEM(pem).bytes
            for index in der.indices {
                var damaged = der
                damaged[index] ^= 1 << (index % 8)
                _ = (try? PublicKey(der: damaged))?.hasSigned(abc, damaged, by: .ecdsa)
                _ = (try? PrivateKey(der: damaged))?.publicKey
                #expect(throws: CryptographyError.self) { try PublicKey(der: Array(der[..<index])) }
                #expect(throws: CryptographyError.self) {
                    try PrivateKey(der: Array(der[..<index]))
                }
            }
        }
    }
}

@Suite struct `A certificate` {
    @Test func `has its key and its bytes`() throws {
        let certificate = try Certificate(pem: Specimens.certificate)
        #expect(certificate.publicKey.der == (try PEM(Specimens.p256).bytes))
        #expect(certificate.pem == Specimens.certificate + "\n")
        #expect(
            hexadecimal(Digest.sha1(certificate.der))
                == "f9383ec6bc24fdcd8377b386b35d1f45848c98f2")
    }

    @Test func `is the first document of a text, whatever stands around it`() throws {
        let text =
            "Bag Attributes\n  friendlyName: a\n\(Specimens.certificate)\n\(Specimens.p256)\n"
        #expect(try Certificate(pem: text).pem == Specimens.certificate + "\n")
        #expect(throws: CryptographyError.self) { try Certificate(pem: Specimens.p256) }
    }

    @Test(arguments: [
        "", "-----BEGIN CERTIFICATE-----", "\0", "-----BEGIN X-----\nAAAA\n-----END Y-----\n",
    ])
    func `is no other text`(text: String) {
        #expect(throws: CryptographyError.self) { try Certificate(pem: text) }
        #expect(throws: CryptographyError.self) { try PrivateKey(pem: text) }
    }

    @Test func `that is cut, continued or damaged is an error and not the end`() throws {
        let der = try Certificate(pem: Specimens.certificate).der
        #expect(throws: CryptographyError.self) { try Certificate(der: der + [0]) }
        for index in der.indices {
            #expect(throws: CryptographyError.self) { try Certificate(der: Array(der[..<index])) }
            for bit in 0..<8 {
                var damaged = der
                damaged[index] ^= 1 << bit
                _ = try? Certificate(der: damaged)
            }
        }
    }
}
