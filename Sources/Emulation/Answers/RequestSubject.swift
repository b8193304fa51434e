package import HTTP

/// What a request is about, such as a user. Faults and searches of the journal match requests by
/// it.
package struct RequestSubject: Sendable {
    /// The name in the `match` of a fault and in a search: `user`.
    package let name: String
    /// The names in routes of the segments that say it: `username`.
    private let segments: [String]
    /// Whether the value is a number, such as the type of a product.
    package let isNumber: Bool

    package init(_ name: String, from segments: String..., isNumber: Bool = false) {
        self.name = name
        self.segments = segments
        self.isNumber = isNumber
    }

    /// Whether a route's path says it.
    func isNamed(in pattern: String) -> Bool {
        segments.contains { pattern.contains("{\($0)}") }
    }

    /// The value that the path of a request has, or nil.
    package func value(in parameters: Parameters) -> String? {
        for segment in segments {
            if let value = parameters.value(of: segment) { return value }
        }
        return nil
    }
}
