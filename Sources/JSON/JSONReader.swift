/// A cursor over JSON text. A caller reads what it expects, and an error gives the place where the
/// text differs.
///
/// The reader builds only what the caller reads. So a seed of any length needs the memory of one
/// entry, and the place of every value is known.
///
/// It is our own because Foundation's decoder needs the whole text in memory, and a seed can be
/// larger than that. The decoder also loses the order of members and the place of a value, and
/// cannot tell an absent member from a null.
package struct JSONReader {
    /// Extensions of RFC 8259 that the text may use.
    package enum Dialect: Sendable {
        case strict
        /// `//` and `/* */` comments, and a comma after the last element. For files that people
        /// write.
        case relaxed
    }

    /// The kinds of value, which their first byte distinguishes.
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

    /// The deepest nesting. Deeper text is refused so that it cannot exhaust the stack.
    package static let deepest = 64

    var window: JSONWindow
    private let dialect: Dialect
    /// The offset of the next byte.
    package var offset: Int { window.offset }
    /// The arrays and objects that are open, the innermost last.
    private(set) var frames: [Frame] = []

    struct Frame {
        let isObject: Bool
        /// Whether an element has been read.
        var hasElement = false
    }

    package init(_ text: JSONText, dialect: Dialect = .strict) {
        self.dialect = dialect
        window = JSONWindow(text)
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

    /// The name of the next member of the innermost object. The value must be read next.
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

    /// Whether the innermost array has another element, which must be read next.
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

    /// Checks that the text ends here.
    package mutating func end() throws(JSONError) {
        try skipBlank()
        if window.peek() != nil { throw unexpected("the end of the text") }
    }

    /// An error at `offset`, or at the reader's position.
    package func error(_ message: String, at offset: Int? = nil) -> JSONError {
        let offset = offset ?? self.offset
        return JSONError(offset: offset, place: place(of: offset), message: message)
    }

    /// The line and the column of an offset.
    package func place(of offset: Int) -> TextPlace { window.text.place(of: offset) }

    // MARK: Arrays and objects

    private mutating func begin(_ bracket: UInt8, _ noun: String) throws(JSONError) {
        try skipBlank()
        try expect(bracket, noun)
        guard frames.count < Self.deepest else {
            throw error("nested deeper than \(Self.deepest) levels", at: offset - 1)
        }
        frames.append(Frame(isObject: bracket == UInt8(ascii: "{")))
    }

    private mutating func next(before close: UInt8) throws(JSONError) -> Bool {
        try skipBlank()
        let isFirst = !frames[frames.count - 1].hasElement
        if try byte() != close {
            if isFirst {
                frames[frames.count - 1].hasElement = true
                return true
            }
            let end = close == UInt8(ascii: "}") ? "'}'" : "']'"
            try expect(UInt8(ascii: ","), "',' or \(end)")
            try skipBlank()
            guard try byte() == close else { return true }
            guard dialect == .relaxed else { throw unexpected("another element after ','") }
        }
        window.offset += 1
        frames.removeLast()
        return false
    }

    // MARK: Bytes

    mutating func byte() throws(JSONError) -> UInt8 {
        guard let byte = window.peek() else { throw error("the text ends too early") }
        return byte
    }

    /// Skips the byte if it comes next.
    mutating func pass(_ byte: UInt8) -> Bool {
        guard window.peek() == byte else { return false }
        window.offset += 1
        return true
    }

    mutating func expect(_ byte: UInt8, _ noun: String) throws(JSONError) {
        guard try self.byte() == byte else { throw unexpected(noun) }
        window.offset += 1
    }

    private mutating func word(_ word: String) throws(JSONError) {
        let start = offset
        window.anchor = start
        defer { window.anchor = nil }
        for letter in word.utf8 where !pass(letter) {
            window.offset = start
            throw unexpected("a value")
        }
    }

    mutating func unexpected(_ noun: String) -> JSONError {
        guard let byte = window.peek() else { return error("the text ends where \(noun) is due") }
        let found =
            switch byte {
            case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
            case 0x80...: "a character outside ASCII"
            default: "a blank or control character"
            }
        return error("expected \(noun), found \(found)")
    }

    mutating func skipBlank() throws(JSONError) {
        while let byte = window.peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: window.passBlanks()
            case UInt8(ascii: "/") where dialect == .relaxed: try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(JSONError) {
        let start = offset
        window.offset += 1
        switch try byte() {
        case UInt8(ascii: "/"):
            while let byte = window.peek(), byte != UInt8(ascii: "\n") { window.offset += 1 }
        case UInt8(ascii: "*"):
            window.offset += 1
            var isStar = false
            while let byte = window.peek() {
                window.offset += 1
                if isStar, byte == UInt8(ascii: "/") { return }
                isStar = byte == UInt8(ascii: "*")
            }
            throw error("a comment that never ends", at: start)
        default: throw error("expected a value, found '/'", at: start)
        }
    }
}
