import Emulation
import Testing

@Suite struct `Bytes in base64` {
    private let bytes: [UInt8] = [0xFB, 0xEF, 0xFF, 0x3E]

    @Test func `have one spelling where a signature rests on it`() {
        #expect(Base64URL.encode(bytes) == "--__Pg")
        #expect(Base64URL.decode("--__Pg") == bytes)
        for text in ["--__Pg==", "++//Pg", "--__Ph", "--__P"] {
            #expect(Base64URL.decode(text) == nil, "\(text)")
        }
    }

    @Test func `have those of all libraries where nothing does`() {
        for text in ["--__Pg", "--__Pg==", "--__Pg=", "++//Pg", "++//Pg==", "+-/_Pg=="] {
            #expect(Base64URL.decode(anySpelling: text) == bytes, "\(text)")
        }
        for text in ["--__P", "--__Pg==x", "=--__Pg", "--__Ph", "a b", "==", "é"] {
            #expect(Base64URL.decode(anySpelling: text) != bytes, "\(text)")
        }
    }
}
