package import HTTPTypes

/// A method, a path pattern, and the action for requests that match both.
///
/// Literals match regardless of case. `{name}` matches one segment that is not empty.
package struct Route<Action: Sendable>: Sendable {
    package let method: HTTPRequest.Method
    let path: RoutePattern
    package let action: Action

    package init(_ method: HTTPRequest.Method, _ pattern: String, _ action: Action) {
        self.method = method
        path = RoutePattern(pattern)
        self.action = action
    }

    package var pattern: String { path.text }

    package static func get(_ pattern: String, _ action: Action) -> Route {
        Route(.get, pattern, action)
    }

    package static func post(_ pattern: String, _ action: Action) -> Route {
        Route(.post, pattern, action)
    }

    package static func put(_ pattern: String, _ action: Action) -> Route {
        Route(.put, pattern, action)
    }

    package static func patch(_ pattern: String, _ action: Action) -> Route {
        Route(.patch, pattern, action)
    }

    package static func delete(_ pattern: String, _ action: Action) -> Route {
        Route(.delete, pattern, action)
    }
}
