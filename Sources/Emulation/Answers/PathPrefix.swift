package import HTTP

/// How a path begins: literal segments, upper and lower case alike, and `{any}` one.
package struct PathPrefix: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// `/{tenant}/oauth2`
    package let description: String
    /// Nil for any.
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
