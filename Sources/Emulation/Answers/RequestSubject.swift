package import HTTP

/// What a request is about, by which faults and searches of the journal find it: a user, say.
package struct RequestSubject: Sendable {
    /// As a fault's `match` and a search have it: `user`.
    package let name: String
    /// The segments of paths that say it, by their names in routes: `username`.
    private let segments: [String]
    /// Whether it is a number, such as the type of a product.
    package let isNumber: Bool

    package init(_ name: String, from segments: String..., isNumber: Bool = false) {
        self.name = name
        self.segments = segments
        self.isNumber = isNumber
    }

    /// What the segments of a request's path say; nil where none of them is about it.
    package func value(in parameters: Parameters) -> String? {
        for segment in segments {
            if let value = parameters.value(of: segment) { return value }
        }
        return nil
    }
}
