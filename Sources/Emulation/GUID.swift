internal import Crypto

/// Lower-case, hyphenated GUIDs.
package enum GUID {
    /// The one that a name stands for, always the same.
    package static func named(_ name: String) -> String {
        let digits = SHA256.hash(data: Array(name.utf8)).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
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
