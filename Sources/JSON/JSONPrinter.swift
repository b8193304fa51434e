/// Prints compact JSON text, member by member.
///
/// The caller opens and closes objects and arrays; the printer sets the commas.
package struct JSONPrinter: Sendable {
    /// The printed text. Callers may only append to it, between `beginValue` and `endValue`.
    package var bytes: [UInt8] = []
    private var needsComma = false

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Prints a member's name, which must need no escape. Its value must follow.
    package mutating func name(_ name: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ string: String) {
        self.string(utf8: string.utf8.span)
    }

    /// Prints a string from borrowed bytes, such as a column of a row. Bytes that are not UTF-8
    /// print as U+FFFD.
    package mutating func string(utf8 text: borrowing Span<UInt8>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        characters(utf8: text)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func characters(utf8 text: borrowing Span<UInt8>) {
        if Self.isPlain(text) {
            // Most strings are plain, so they are copied at once.
            bytes.append(addingCapacity: text.count) { output in
                for index in text.indices { output.append(text[index]) }
            }
        } else if Self.isUTF8(text) {
            for index in text.indices { escape(text[index]) }
        } else {
            let bytes = text.indices.map { text[$0] }
            for byte in String(decoding: bytes, as: UTF8.self).utf8 { escape(byte) }
        }
    }

    package mutating func integer(_ integer: some BinaryInteger) {
        comma()
        bytes.append(contentsOf: String(integer).utf8)
        needsComma = true
    }

    package mutating func null() { raw("null") }

    /// Announces a value that the caller appends to `bytes`. This allows prepared text, which
    /// repeats in every element of a list.
    package mutating func beginValue() {
        comma()
        needsComma = false
    }

    /// Ends the value that the caller has appended.
    package mutating func endValue() {
        needsComma = true
    }

    package mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): self.integer(integer)
        case .number(let number):
            comma()
            bytes.append(contentsOf: number.description.utf8)
            needsComma = true
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                string(member.name)
                bytes.append(UInt8(ascii: ":"))
                needsComma = false
                self.value(member.value)
            }
            endObject()
        }
    }

    private mutating func raw(_ word: String) {
        comma()
        bytes.append(contentsOf: word.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private static func isPlain(_ text: borrowing Span<UInt8>) -> Bool {
        // A loop without an early exit is vectorized.
        var others: UInt8 = 0
        for index in text.indices { others |= isPlain(text[index]) ? 0 : 1 }
        return others == 0
    }

    /// Whether a byte needs no escape between quotation marks.
    package static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte < 0x80
    }

    private static func isUTF8(_ text: borrowing Span<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: copy text)
            return true
        } catch {
            return false
        }
    }

    private mutating func escape(_ byte: UInt8) {
        guard !Self.isPlain(byte), byte < 0x80 else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 0xF)])
        }
    }
}
