package import HTTPTypes

/// The segments of a path that a route's pattern names in braces, decoded.
package struct Parameters: Sendable {
    fileprivate(set) var values: [(name: String, value: String)] = []

    package init() {}

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
    private let segments: [Segment]

    private enum Segment: Sendable {
        case literal(String)
        case parameter(String)
    }

    package init(_ method: HTTPRequest.Method, _ pattern: String, _ action: Action) {
        self.method = method
        self.pattern = pattern
        self.action = action
        segments = pattern.dropFirst().split(separator: "/").map { segment in
            segment.first == "{"
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
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

    fileprivate var segmentCount: Int { segments.count }

    /// - Parameter path: as many segments as the pattern has.
    fileprivate func match(_ path: ArraySlice<String>) -> Parameters? {
        var parameters = Parameters()
        for index in segments.indices {
            let given = path[path.startIndex + index]
            switch segments[index] {
            case .literal(let literal):
                guard equalsIgnoringCase(given, literal) else { return nil }
            case .parameter(let name):
                guard !given.isEmpty else { return nil }
                parameters.values.append((name, given))
            }
        }
        return parameters
    }
}

/// An API's route table.
package struct Router<Action: Sendable>: Sendable {
    package let routes: [Route<Action>]

    /// What a table has for a request.
    package enum Match {
        case route(Route<Action>, Parameters)
        /// The path is known, the method is not: the methods that are, as `Allow` prints them.
        case otherMethods(String)
        case none
    }

    /// How many segments each has: most are passed over by this alone.
    private let segmentCounts: [Int]

    package init(_ routes: [Route<Action>]) {
        self.routes = routes
        segmentCounts = routes.map(\.segmentCount)
    }

    /// The first route that matches; `HEAD` matches where `GET` does, RFC 9110 section 9.3.2, and
    /// one trailing slash is passed over.
    package func match(_ request: Request) -> Match {
        var path = request.target.segments[...]
        if path.count > 1, path.last == "" { path.removeLast() }
        let method = request.method == .head ? .get : request.method
        var allowed: [String] = []
        for index in routes.indices where segmentCounts[index] == path.count {
            let route = routes[index]
            guard let parameters = route.match(path) else { continue }
            if route.method == method { return .route(route, parameters) }
            allowed.append(route.method.rawValue)
            if route.method == .get { allowed.append("HEAD") }
        }
        return allowed.isEmpty ? .none : .otherMethods(allowed.joined(separator: ", "))
    }
}
