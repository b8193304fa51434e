package import HTTP

/// The beginning of a path: literal segments, whose case does not matter, and `{any}` segment.
package struct PathPrefix: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// `/{tenant}/oauth2`
    package let description: String
    /// Nil stands for any segment.
    private let segments: [String?]

    package init(stringLiteral text: String) {
        description = text
        segments = text.split(separator: "/").map { $0.first == "{" ? nil : String($0) }
    }

    package func matches(_ target: Target) -> Bool {
        guard target.segments.count >= segments.count else { return false }
        for index in segments.indices {
            let given = target.segments[index]
            guard segments[index].map({ equalsIgnoringCase($0, given) }) ?? !given.isEmpty else {
                return false
            }
        }
        return true
    }
}
