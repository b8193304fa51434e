package import HTTPTypes

/// The segments of a path that a route's pattern names in braces, decoded.
package struct Parameters: Sendable {
    /// In the order of the path.
    package internal(set) var values: [(name: String, value: String)] = []

    package init() {}

    package init(_ values: [(name: String, value: String)]) {
        self.values = values
    }

    /// The segment of this name; nil where the route has none.
    package func value(of name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// The segment `{name}` of the route that matched; asking for another name is a mistake in the
    /// route table.
    package subscript(name: String) -> String {
        guard let found = values.first(where: { $0.name == name }) else {
            preconditionFailure("the route has no parameter {\(name)}")
        }
        return found.value
    }
}

/// A method, a path pattern, and what answers requests that match both.
///
/// Literals match in upper and lower case alike; `{name}` matches one segment that is not empty.
package struct Route<Action: Sendable>: Sendable {
    package let method: HTTPRequest.Method
    package let pattern: String
    package let action: Action

    package init(_ method: HTTPRequest.Method, _ pattern: String, _ action: Action) {
        self.method = method
        self.pattern = pattern
        self.action = action
    }

    package static func get(_ pattern: String, _ action: Action) -> Route {
        Route(.get, pattern, action)
    }

    package static func post(_ pattern: String, _ action: Action) -> Route {
        Route(.post, pattern, action)
    }

    package static func put(_ pattern: String, _ action: Action) -> Route {
        Route(.put, pattern, action)
    }

    package static func delete(_ pattern: String, _ action: Action) -> Route {
        Route(.delete, pattern, action)
    }
}

/// An API's routes.
package struct Router<Action: Sendable>: Sendable {
    package let routes: [Route<Action>]
    package private(set) var table: RouteTable

    /// What the routes have for a request.
    package enum Match {
        case route(Route<Action>, Parameters)
        /// The path is known, the method is not: the methods that are, as `Allow` prints them.
        case otherMethods(String)
        case none
    }

    package init(_ routes: [Route<Action>]) {
        self.routes = routes
        table = RouteTable(routes.map { ($0.method, $0.pattern) })
    }

    /// The same routes, with HEAD answered as GET is.
    package func takingHead() -> Router {
        var router = self
        router.table.hasHead = true
        return router
    }

    package func match(_ request: Request) -> Match {
        switch table.match(request) {
        case .route(let index, let parameters): .route(routes[index], parameters)
        case .otherMethods(let methods): .otherMethods(methods)
        case .none: .none
        }
    }
}
