/// A JSON value whose objects keep the order of their members.
///
/// A number without fraction and exponent that fits in 64 bits is an `integer`; any other number is
/// a `number`. So `1` is an integer and `1.0` is not, as in the real services' model binders.
package indirect enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    package struct Member: Equatable, Sendable {
        package let name: String
        package let value: JSON

        package init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The whole text as one value of RFC 8259; a leading byte order mark is skipped.
    ///
    /// - Throws: `JSONError` with the place of the first mistake.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.value()
        try reader.end()
    }

    /// The name of the value's kind in an error: `a string`, `an object`, …
    package var noun: String { kind.noun }

    private var kind: JSONReader.Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .integer, .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The value of an object's last member with this name; nil if there is none.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string; nil for anything else.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number of an integer, also of one such as `2.0`; nil for anything else.
    ///
    /// JSON Schema calls `2.0` an integer, and so do clients that have only one kind of number.
    package var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .number(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The elements of an array; empty for anything else.
    package var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members of an object; empty for anything else.
    package var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The value as compact JSON text.
    package var text: String {
        var printer = JSONPrinter()
        printer.value(self)
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByIntegerLiteral
{
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map(Member.init))
    }

    package init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    package init(stringLiteral value: String) {
        self = .string(value)
    }

    package init(integerLiteral value: Int64) {
        self = .integer(value)
    }
}
