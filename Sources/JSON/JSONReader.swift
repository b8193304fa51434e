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

    private let text: JSONText
    private let dialect: Dialect
    /// The offset of the next byte.
    package private(set) var offset: Int
    /// The part of the text around it, and where that begins.
    private var window: [UInt8]
    private var windowStart = 0
    /// Where a value begins of which all bytes must stay in the window.
    private var anchor: Int?
    /// For each open array or object, whether an element has been read.
    private var frames: [Bool] = []

    package init(_ text: JSONText, dialect: Dialect = .strict) {
        self.text = text
        self.dialect = dialect
        window = text.piece(from: 0)
        offset = window.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    package init(_ bytes: [UInt8], dialect: Dialect = .strict) {
        self.init(JSONText(bytes), dialect: dialect)
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
        if peek() != nil { throw unexpected("the end of the text") }
    }

    /// An error at `offset`, or where the reader stands.
    package func error(_ message: String, at offset: Int? = nil) -> JSONError {
        let offset = offset ?? self.offset
        return JSONError(offset: offset, place: place(of: offset), message: message)
    }

    /// The line and the column of an offset.
    package func place(of offset: Int) -> TextPlace { text.place(of: offset) }

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
        anchor = first
        defer { anchor = nil }
        while true {
            let byte = try byte()
            if byte == UInt8(ascii: "\"") {
                let text = String(validating: read(from: first), as: UTF8.self)
                guard let text else { throw error("not UTF-8 text", at: start) }
                offset += 1
                return text
            }
            guard byte != UInt8(ascii: "\\") else {
                return try escapedString(start: start, plain: read(from: first))
            }
            guard byte >= 0x20 else { throw unexpected("no control character") }
            offset += 1
        }
    }

    private mutating func escapedString(
        start: Int, plain: ArraySlice<UInt8>
    ) throws(JSONError) -> String {
        var text = Array(plain)
        while true {
            let byte = try byte()
            if byte == UInt8(ascii: "\"") { break }
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
            guard unit < 0xDC00, pass(UInt8(ascii: "\\")), pass(UInt8(ascii: "u")) else {
                throw error("half of a surrogate pair", at: start)
            }
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
        anchor = start
        defer { anchor = nil }
        if pass(UInt8(ascii: "-")) { _ = try byte() }
        if !pass(UInt8(ascii: "0")) { try digits() }
        var isInteger = true
        if pass(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if let letter = peek(), letter | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if !pass(UInt8(ascii: "+")) { _ = pass(UInt8(ascii: "-")) }
            try digits()
        }
        let lexeme = String(decoding: read(from: start), as: UTF8.self)
        if isInteger, let integer = Int64(lexeme) { return .integer(integer) }
        guard let number = Double(lexeme), number.isFinite else {
            throw error("a number too large", at: start)
        }
        return .number(number)
    }

    private mutating func digits() throws(JSONError) {
        guard let first = peek(), first &- UInt8(ascii: "0") < 10 else {
            throw unexpected("a digit")
        }
        while let byte = peek(), byte &- UInt8(ascii: "0") < 10 { offset += 1 }
    }

    // MARK: Bytes

    /// The next byte; nil at the end of the text.
    private mutating func peek() -> UInt8? {
        if offset - windowStart >= window.count {
            guard offset < text.byteCount else { return nil }
            moveWindow()
            guard offset - windowStart < window.count else { return nil }
        }
        return window[offset - windowStart]
    }

    /// Takes in what follows, and forgets what has been read.
    private mutating func moveWindow() {
        let start = anchor ?? offset
        let end = windowStart + window.count
        window.removeFirst(start - windowStart)
        window += text.piece(from: end)
        windowStart = start
    }

    /// What has been read since an offset that is anchored.
    private func read(from start: Int) -> ArraySlice<UInt8> {
        window[start - windowStart..<offset - windowStart]
    }

    private mutating func byte() throws(JSONError) -> UInt8 {
        guard let byte = peek() else { throw error("the text ends too early") }
        return byte
    }

    /// Steps over a byte where it stands here.
    private mutating func pass(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ noun: String) throws(JSONError) {
        guard try self.byte() == byte else { throw unexpected(noun) }
        offset += 1
    }

    private mutating func word(_ word: String) throws(JSONError) {
        let start = offset
        anchor = start
        defer { anchor = nil }
        for letter in word.utf8 where !pass(letter) {
            offset = start
            throw unexpected("a value")
        }
    }

    private mutating func unexpected(_ noun: String) -> JSONError {
        guard let byte = peek() else { return error("the text ends where \(noun) is due") }
        let found =
            switch byte {
            case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
            case 0x80...: "a character outside ASCII"
            default: "a blank or control character"
            }
        return error("expected \(noun), found \(found)")
    }

    private mutating func skipBlank() throws(JSONError) {
        while let byte = peek() {
            switch byte {
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
            while let byte = peek(), byte != UInt8(ascii: "\n") { offset += 1 }
        case UInt8(ascii: "*"):
            offset += 1
            var isStar = false
            while let byte = peek() {
                offset += 1
                if isStar, byte == UInt8(ascii: "/") { return }
                isStar = byte == UInt8(ascii: "*")
            }
            throw error("a comment that never ends", at: start)
        default: throw error("expected a value, found '/'", at: start)
        }
    }
}
