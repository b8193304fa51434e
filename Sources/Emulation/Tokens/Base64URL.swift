/// RFC 4648 section 5 without padding, and without a second spelling of the same bytes.
package enum Base64URL {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The value of each letter of the alphabet, 64 for all other bytes.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: [UInt8]) -> String {
        // An empty array is everybody's, and has its count written even where nothing is added.
        guard !bytes.isEmpty else { return "" }
        let alphabet = alphabet
        let bytes = bytes.span
        let whole = bytes.count / 3 * 3
        var text: [UInt8] = []
        text.append(addingCapacity: (bytes.count * 4 + 2) / 3) { text in
            for index in stride(from: 0, to: whole, by: 3) {
                let bits =
                    Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
                text.append(alphabet[bits >> 18])
                text.append(alphabet[bits >> 12 & 0x3F])
                text.append(alphabet[bits >> 6 & 0x3F])
                text.append(alphabet[bits & 0x3F])
            }
            switch bytes.count - whole {
            case 1:
                text.append(alphabet[Int(bytes[whole]) >> 2])
                text.append(alphabet[Int(bytes[whole]) << 4 & 0x3F])
            case 2:
                let bits = Int(bytes[whole]) << 8 | Int(bytes[whole + 1])
                text.append(alphabet[bits >> 10])
                text.append(alphabet[bits >> 4 & 0x3F])
                text.append(alphabet[bits << 2 & 0x3F])
            default: break
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a text that `encode` would not have written.
    package static func decode(_ text: String) -> [UInt8]? {
        let values = values
        let letters = text.utf8.span
        guard letters.count > 1 else { return letters.isEmpty ? [] : nil }
        let whole = letters.count / 4 * 4
        // What is no letter has a value above theirs, and is looked for once.
        var found: UInt8 = 0
        func value(_ index: Int) -> Int {
            let value = values[Int(letters[index])]
            found |= value
            return Int(value)
        }
        var bytes: [UInt8] = []
        bytes.append(addingCapacity: letters.count * 3 / 4) { bytes in
            for index in stride(from: 0, to: whole, by: 4) {
                let bits =
                    value(index) << 18 | value(index + 1) << 12 | value(index + 2) << 6
                    | value(index + 3)
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
            }
            // Bits that are left over would be lost; a single letter is too few for a byte.
            switch letters.count - whole {
            case 0: break
            case 2:
                let bits = value(whole) << 6 | value(whole + 1)
                bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
                if bits & 0xF != 0 { found |= 64 }
            case 3:
                let bits = value(whole) << 12 | value(whole + 1) << 6 | value(whole + 2)
                bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
                if bits & 0x3 != 0 { found |= 64 }
            default: found |= 64
            }
        }
        return found < 64 ? bytes : nil
    }
}
