/// The segments of a path that a route's pattern names in braces, decoded.
package struct Parameters: Sendable {
    /// In the order of the path.
    package internal(set) var values: [(name: String, value: String)] = []

    package init() {}

    package init(_ values: [(name: String, value: String)]) {
        self.values = values
    }

    /// The segment with this name; nil if the route has none.
    package func value(of name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// The segment `{name}` of the matching route. Any other name is a mistake in the route table.
    package subscript(name: String) -> String {
        guard let value = value(of: name) else {
            preconditionFailure("the route has no parameter {\(name)}")
        }
        return value
    }
}
