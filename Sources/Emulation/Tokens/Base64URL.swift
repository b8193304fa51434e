/// RFC 4648 section 5 without padding, and without a second spelling of the same bytes.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        let letters = alphabet.utf8.span
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var start = 0
        while start + 3 <= bytes.count {
            let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            text.append(letters[group >> 18])
            text.append(letters[group >> 12 & 63])
            text.append(letters[group >> 6 & 63])
            text.append(letters[group & 63])
            start += 3
        }
        // One byte more is two letters, and two bytes are three.
        let rest = bytes[start...]
        if let first = rest.first {
            let group = Int(first) << 16 | Int(rest.dropFirst().first ?? 0) << 8
            text.append(letters[group >> 18])
            text.append(letters[group >> 12 & 63])
            if rest.count == 2 { text.append(letters[group >> 6 & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a text that `encode` would not have written.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var (rest, count) = (UInt32(0), 0)
        for letter in text.utf8 {
            guard let value = value(of: letter) else { return nil }
            rest = rest << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: rest >> UInt32(count)))
            }
        }
        // One letter is no byte, and what is left over of the last one is zero.
        guard count < 6, rest & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }

    private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }

    /// The same bytes in the standard alphabet with padding, RFC 4648 section 4.
    package static func standard(_ bytes: [UInt8]) -> String {
        let text = encode(bytes).replacing("-", with: "+").replacing("_", with: "/")
        return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }

    /// Nil for a text that is neither base64url nor base64, with or without padding.
    package static func decode(anySpelling text: String) -> [UInt8]? {
        let letters = text.replacing("+", with: "-").replacing("/", with: "_")
        return decode(String(letters.prefix { $0 != "=" })).flatMap { bytes in
            letters.drop { $0 != "=" }.allSatisfy { $0 == "=" } ? bytes : nil
        }
    }
}
