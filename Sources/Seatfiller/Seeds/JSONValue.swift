import JSON

/// What a seed or a fault is made of, and its JSON form.
protocol JSONValue {
    var form: JSON { get }
    /// Whether it is left out of an object.
    var isNothing: Bool { get }
}

extension JSONValue {
    var isNothing: Bool { false }
}

extension JSONValue where Self: RawRepresentable, RawValue: JSONValue {
    var form: JSON { rawValue.form }
}

extension String: JSONValue {
    var form: JSON { .string(self) }
}

extension Int: JSONValue {
    var form: JSON { .integer(Int64(self)) }
}

extension Double: JSONValue {
    var form: JSON { .number(self) }
}

extension Bool: JSONValue {
    var form: JSON { .bool(self) }
}

extension JSON: JSONValue {
    var form: JSON { self }
}

extension Array: JSONValue where Element: JSONValue {
    var form: JSON { .array(map(\.form)) }
    var isNothing: Bool { isEmpty }
}

extension JSON {
    /// An object of the members that have a value. An empty list is none.
    static func object(given members: KeyValuePairs<String, (any JSONValue)?>) -> JSON {
        .object(
            members.compactMap { name, value in
                guard let value, !value.isNothing else { return nil }
                return Member(name: name, value: value.form)
            })
    }
}
