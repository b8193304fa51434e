import Cryptography
import HTTP

/// Lower-case, hyphenated GUIDs.
package enum GUID {
    /// The GUID that belongs to a name. It is always the same.
    package static func named(_ name: String) -> String {
        let bytes = Digest.sha256(Array(name.utf8))
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
        return text(high: word(bytes[..<8]), low: word(bytes[8..<16]))
    }

    /// The GUID of 128 bits, marked as a random GUID because strict readers check the marks (RFC
    /// 9562 section 5.4).
    static func text(high: UInt64, low: UInt64) -> String {
        let digits = "0123456789abcdef".utf8.span
        // The version stands in the thirteenth digit, the variant in the seventeenth.
        let words = (high & ~0xF000 | 0x4000, low & ~(3 << 62) | 2 << 62)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for place in 0..<32 {
            if place == 8 || place == 12 || place == 16 || place == 20 {
                bytes.append(UInt8(ascii: "-"))
            }
            let word = place < 16 ? words.0 : words.1
            bytes.append(digits[Int(word >> (60 - 4 * UInt64(place & 15)) & 15)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension StringProtocol {
    /// Whether the text is a hyphenated GUID without braces, in upper or lower case.
    package var isGUID: Bool {
        let lengths = split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        return lengths == [8, 4, 4, 4, 12]
            && utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.hexDigitValue != nil }
    }
}
