/// A value bound to a statement's parameter.
package enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    /// `text`, or `null` if it is nil.
    package static func text(orNull text: String?) -> Value {
        text.map(Value.text) ?? .null
    }

    /// `integer`, or `null` if it is nil.
    package static func integer(orNull integer: Int64?) -> Value {
        integer.map(Value.integer) ?? .null
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    package init(integerLiteral value: Int64) {
        self = .integer(value)
    }
}
