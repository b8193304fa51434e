/// A cursor over JSON text: a caller asks for what it expects and is told where that is not so.
///
/// Nothing is built that is not asked for, so a seed of any length is read with the memory of one
/// entry, and every value's place is known while it is read.
package struct JSONReader {
    /// What may stand in the text beside RFC 8259.
    package enum Dialect: Sendable {
        case strict
        /// `//` and `/* */` comments and a comma after the last element, for files people write.
        case relaxed
    }

    /// The kinds of value, as their first byte tells them apart.
    package enum Kind: Sendable {
        case null, bool, number, string, array, object

        package var noun: String {
            switch self {
            case .null: "null"
            case .bool: "a Boolean"
            case .number: "a number"
            case .string: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        }
    }

    /// Deeper nesting is refused, so that no text can exhaust the stack.
    package static let deepest = 64

    package let bytes: [UInt8]
    private let dialect: Dialect
    /// The offset of the next byte.
    package private(set) var offset: Int
    /// For each open array or object, whether an element has been read.
    private var frames: [Bool] = []

    package init(_ bytes: [UInt8], dialect: Dialect = .strict) {
        self.bytes = bytes
        self.dialect = dialect
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The kind of the next value, which is not consumed.
    package mutating func kind() throws(JSONError) -> Kind {
        try skipBlank()
        switch try byte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw unexpected("a value")
        }
    }

    /// Steps into an object; `nextMember` then gives its names, and nil at its end.
    package mutating func beginObject() throws(JSONError) {
        try begin(UInt8(ascii: "{"), "an object")
    }

    /// Steps into an array; `nextElement` is then true before each element and false at its end.
    package mutating func beginArray() throws(JSONError) {
        try begin(UInt8(ascii: "["), "an array")
    }

    /// The name of the next member of the innermost object, its value left to be read.
    package mutating func nextMember() throws(JSONError) -> (name: String, offset: Int)? {
        guard try next(before: UInt8(ascii: "}")) else { return nil }
        guard try byte() == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
        let start = offset
        let name = try string()
        try skipBlank()
        try expect(UInt8(ascii: ":"), "':' after the member's name")
        try skipBlank()
        return (name, start)
    }

    /// Whether the innermost array has another element, which is left to be read.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try next(before: UInt8(ascii: "]"))
    }

    package mutating func bool() throws(JSONError) -> Bool {
        try skipBlank()
        if try byte() == UInt8(ascii: "t") {
            try word("true")
            return true
        }
        try word("false")
        return false
    }

    package mutating func null() throws(JSONError) {
        try skipBlank()
        try word("null")
    }

    /// The next value, whole.
    package mutating func value() throws(JSONError) -> JSON {
        switch try kind() {
        case .null:
            try null()
            return .null
        case .bool: return .bool(try bool())
        case .number: return try number()
        case .string: return .string(try string())
        case .array:
            var elements: [JSON] = []
            try beginArray()
            while try nextElement() { elements.append(try value()) }
            return .array(elements)
        case .object:
            var members: [JSON.Member] = []
            try beginObject()
            while let (name, _) = try nextMember() {
                members.append(JSON.Member(name: name, value: try value()))
            }
            return .object(members)
        }
    }

    /// The end of the text.
    package mutating func end() throws(JSONError) {
        try skipBlank()
        if offset < bytes.count { throw unexpected("the end of the text") }
    }

    /// An error at `offset`, or where the reader stands.
    package func error(_ message: String, at offset: Int? = nil) -> JSONError {
        let offset = offset ?? self.offset
        return JSONError(
            offset: offset, place: TextPlace(offset: offset, in: bytes), message: message)
    }

    // MARK: Arrays and objects

    private mutating func begin(_ bracket: UInt8, _ noun: String) throws(JSONError) {
        try skipBlank()
        try expect(bracket, noun)
        guard frames.count < Self.deepest else {
            throw error("nested deeper than \(Self.deepest) levels", at: offset - 1)
        }
        frames.append(false)
    }

    private mutating func next(before close: UInt8) throws(JSONError) -> Bool {
        try skipBlank()
        let isFirst = !frames[frames.count - 1]
        if try byte() != close {
            if isFirst {
                frames[frames.count - 1] = true
                return true
            }
            let end = close == UInt8(ascii: "}") ? "'}'" : "']'"
            try expect(UInt8(ascii: ","), "',' or \(end)")
            try skipBlank()
            guard try byte() == close else { return true }
            guard dialect == .relaxed else { throw unexpected("another element after ','") }
        }
        offset += 1
        frames.removeLast()
        return false
    }

    // MARK: Strings and numbers

    package mutating func string() throws(JSONError) -> String {
        try skipBlank()
        let start = offset
        try expect(UInt8(ascii: "\""), "a string")
        let first = offset
        while try byte() != UInt8(ascii: "\""), try byte() != UInt8(ascii: "\\") {
            guard bytes[offset] >= 0x20 else { throw unexpected("no control character") }
            offset += 1
        }
        if bytes[offset] == UInt8(ascii: "\"") {
            let text = String(validating: bytes[first..<offset], as: UTF8.self)
            guard let text else { throw error("not UTF-8 text", at: start) }
            offset += 1
            return text
        }
        return try escapedString(start: start, plain: bytes[first..<offset])
    }

    private mutating func escapedString(
        start: Int, plain: ArraySlice<UInt8>
    ) throws(JSONError) -> String {
        var text = Array(plain)
        while try byte() != UInt8(ascii: "\"") {
            let byte = bytes[offset]
            guard byte >= 0x20 else { throw unexpected("no control character") }
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: String(try escape()).utf8)
            } else {
                text.append(byte)
                offset += 1
            }
        }
        offset += 1
        guard let string = String(validating: text, as: UTF8.self) else {
            throw error("not UTF-8 text", at: start)
        }
        return string
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        let letter = try byte()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimals()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
                bytes[offset + 1] == UInt8(ascii: "u")
            else { throw error("half of a surrogate pair", at: start) }
            offset += 2
            let low = try hexadecimals()
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            else { throw error("half of a surrogate pair", at: start) }
            return scalar
        default: throw error("an unknown escape in a string", at: start)
        }
    }

    private mutating func hexadecimals() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try byte())).hexDigitValue else {
                throw unexpected("four hexadecimal digits after '\\u'")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = offset
        if try byte() == UInt8(ascii: "-") { offset += 1 }
        if try byte() == UInt8(ascii: "0") { offset += 1 } else { try digits() }
        var isInteger = true
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            try digits()
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if try byte() == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
            try digits()
        }
        let lexeme = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger, let integer = Int64(lexeme) { return .integer(integer) }
        guard let number = Double(lexeme), number.isFinite else {
            throw error("a number too large", at: start)
        }
        return .number(number)
    }

    private mutating func digits() throws(JSONError) {
        let start = offset
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
        if offset == start { throw unexpected("a digit") }
    }

    // MARK: Bytes

    private func byte() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error("the text ends too early") }
        return bytes[offset]
    }

    private mutating func expect(_ byte: UInt8, _ noun: String) throws(JSONError) {
        guard try self.byte() == byte else { throw unexpected(noun) }
        offset += 1
    }

    private mutating func word(_ word: String) throws(JSONError) {
        guard bytes[offset...].starts(with: word.utf8) else { throw unexpected("a value") }
        offset += word.utf8.count
    }

    private func unexpected(_ noun: String) -> JSONError {
        guard offset < bytes.count else { return error("the text ends where \(noun) is due") }
        let byte = bytes[offset]
        let found =
            switch byte {
            case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
            case 0x80...: "a character outside ASCII"
            default: "a blank or control character"
            }
        return error("expected \(noun), found \(found)")
    }

    private mutating func skipBlank() throws(JSONError) {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            case UInt8(ascii: "/") where dialect == .relaxed: try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(JSONError) {
        let start = offset
        offset += 1
        switch try byte() {
        case UInt8(ascii: "/"):
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        case UInt8(ascii: "*"):
            offset += 1
            while offset + 1 < bytes.count {
                if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") {
                    offset += 2
                    return
                }
                offset += 1
            }
            throw error("a comment that never ends", at: start)
        default: throw error("expected a value, found '/'", at: start)
        }
    }
}
