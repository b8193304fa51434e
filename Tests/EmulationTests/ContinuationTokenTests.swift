import Emulation
import Foundation
import TestWorlds
import Testing

@Suite struct `A continuation token` {
    private let tokens = ContinuationTokens(key: [UInt8](repeating: 1, count: 32))
    private let content = Array("where the next page starts".utf8)

    @Test func `opens to what was sealed`() {
        #expect(tokens.open(tokens.seal(content)) == content)
        #expect(tokens.open(tokens.seal([0])) == [0])
    }

    @Test func `needs no escape in a URL`() {
        for length in 0..<64 {
            let token = tokens.seal((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) })
            #expect(
                token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            )
        }
    }

    @Test func `opens no more when any character is another, missing or too many`() {
        let token = Array(tokens.seal(content))
        for index in token.indices {
            for character in "AQgw-_9z+/= \0ü" where character != token[index] {
                var changed = token
                changed[index] = character
                #expect(tokens.open(String(changed)) == nil)
            }
            var shorter = token
            shorter.remove(at: index)
            #expect(tokens.open(String(shorter)) == nil)
            #expect(tokens.open(String(token[..<index])) == nil)
            #expect(tokens.open(String(token[index...])) == nil || index == 0)
        }
        #expect(tokens.open(String(token) + "A") == nil)
        #expect(tokens.open("A" + String(token)) == nil)
    }

    @Test func `is good for its life and no longer`() {
        let living = tokens.living(60)
        let token = living.seal(content, at: .noon)
        #expect(living.open(token, at: .noon) == content)
        #expect(living.open(token, at: Instant.noon.advanced(bySeconds: 59)) == content)
        #expect(living.open(token, at: Instant.noon.advanced(bySeconds: 60)) == nil)
        #expect(living.open(living.seal(content, at: .latest), at: .noon) == content)
        // Whoever has the key can write any time into one.
        for byte: UInt8 in [0x7F, 0x80] {
            let ticks = [UInt8](repeating: byte, count: 8)
            #expect(living.open(tokens.of("life").seal(content + ticks)) == nil)
        }
        #expect(tokens.open(token) == nil)
        #expect(living.open(tokens.seal(content)) == nil)
    }

    @Test func `is good in its own context only`() {
        let token = tokens.of("a").seal(content)
        #expect(tokens.of("a").open(token) == content)
        #expect(tokens.of("b").open(token) == nil)
        #expect(tokens.open(token) == nil)
        #expect(tokens.of("").open(tokens.seal(content)) == content)
    }

    @Test func `opens for a server with the same key, and for no other`() {
        let token = tokens.seal(content)
        #expect(ContinuationTokens(key: [UInt8](repeating: 1, count: 32)).open(token) == content)
        #expect(ContinuationTokens(key: [UInt8](repeating: 2, count: 32)).open(token) == nil)
        #expect(ContinuationTokens().open(token) == nil)
    }
}

@Suite struct `Base64url` {
    /// RFC 4648 section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{3FF}?~", "z78_fg"),
    ])
    func `writes what the RFC writes and reads it back`(text: String, encoded: String) {
        #expect(Base64URL.encode(Array(text.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(text.utf8))
    }

    @Test func `writes any bytes, and reads nothing but what it has written`() {
        let bytes = (0..<256).map { UInt8(truncatingIfNeeded: $0 &* 73 ^ $0 >> 3) }
        for count in 0...bytes.count {
            let part = Array(bytes.prefix(count))
            let text = Base64URL.encode(part)
            let standard = Data(part).base64EncodedString()
                .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
                .replacingOccurrences(of: "=", with: "")
            #expect(text == standard)
            #expect(Base64URL.decode(text) == part)
            for (index, byte) in text.utf8.enumerated() where index % 7 == count % 7 {
                for other in [0, UInt8(ascii: "="), UInt8(ascii: "+"), 0x7F, byte ^ 1] {
                    var changed = Array(text.utf8)
                    changed[index] = other
                    let decoded = Base64URL.decode(String(decoding: changed, as: UTF8.self))
                    #expect(
                        decoded.map { Base64URL.encode($0).utf8.elementsEqual(changed) } != false)
                    #expect(decoded != part)
                }
            }
        }
    }

    @Test(arguments: ["A", "Zh", "Zm9", "Zg==", "Zm+v", "Zm/v", "Z g", "Zü"])
    func `reads no second spelling of the same bytes`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
