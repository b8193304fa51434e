internal import Crypto

/// Lower-case, hyphenated GUIDs.
package enum GUID {
    /// The one that a name stands for, always the same.
    package static func named(_ name: String) -> String {
        text(
            SHA256.hash(data: Array(name.utf8)).prefix(16).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined())
    }

    /// Thirty-two hexadecimal digits as one, with the marks of a random GUID: strict readers look
    /// for them (RFC 9562 section 5.4).
    internal static func text(_ hexadecimal: String) -> String {
        var digits = Array(hexadecimal)
        digits[12] = "4"
        digits[16] = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) & 3]
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            .joined(separator: "-")
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
