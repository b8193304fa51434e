internal import Crypto

/// Lower-case, hyphenated GUIDs.
package enum GUID {
    /// The one that a name stands for, always the same.
    package static func named(_ name: String) -> String {
        let bytes = Array(SHA256.hash(data: Array(name.utf8)))
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
        return text(word(bytes[..<8]), word(bytes[8..<16]))
    }

    /// Two words as one, with the marks of a random GUID: strict readers look for them (RFC 9562
    /// section 5.4).
    internal static func text(_ high: UInt64, _ low: UInt64) -> String {
        let digits = "0123456789abcdef".utf8.span
        // The version stands in the thirteenth digit, the variant in the seventeenth.
        var words = (high & ~0xF000 | 0x4000, low & ~(3 << 62) | 2 << 62)
        var bytes = [UInt8](repeating: UInt8(ascii: "-"), count: 36)
        for place in bytes.indices.reversed() where ![8, 13, 18, 23].contains(place) {
            // Eighteen characters hold the first word, with the hyphens among them.
            if place < 18 {
                bytes[place] = digits[Int(words.0 & 15)]
                words.0 >>= 4
            } else {
                bytes[place] = digits[Int(words.1 & 15)]
                words.1 >>= 4
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension StringProtocol {
    /// Whether this is a GUID, hyphenated, without braces, upper and lower case alike.
    package var isGUID: Bool {
        let lengths = split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        return lengths == [8, 4, 4, 4, 12]
            && utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit
            }
    }
}
