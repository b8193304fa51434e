import FoundationEssentials

/// RFC 4648 section 5 without padding, and without a second spelling of the same bytes.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [.base64URLAlphabet, .omitPaddingCharacter])
    }

    /// Nil for a text that `encode` would not have written.
    package static func decode(_ text: String) -> [UInt8]? {
        // The library reads the standard alphabet alone, and padded.
        let letters = text.utf8.map { letter in
            switch letter {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: letter
            }
        }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - letters.count % 4) % 4)
        guard let data = Data(base64Encoded: Data(letters + padding)) else { return nil }
        // It also drops bits that are left over, and takes `+` for what it is.
        let bytes = [UInt8](data)
        return encode(bytes) == text ? bytes : nil
    }
}
