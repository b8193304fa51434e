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

/// An API's route table.
package struct Router<Action: Sendable>: Sendable {
    package let routes: [Route<Action>]
    /// What is looked through for each request: without the actions, so that no code of it depends
    /// on what an action is.
    private let patterns: [Pattern]

    /// What a table has for a request.
    package enum Match {
        case route(Route<Action>, Parameters)
        /// The path is known, the method is not: the methods that are, as `Allow` prints them.
        case otherMethods(String)
        case none
    }

    package init(_ routes: [Route<Action>]) {
        self.routes = routes
        patterns = routes.map { Pattern($0.method, $0.pattern) }
    }

    /// The first route that matches; `HEAD` matches where `GET` does, RFC 9110 section 9.3.2, and
    /// one trailing slash is passed over.
    package func match(_ request: Request) -> Match {
        switch Pattern.match(request, among: patterns) {
        case .pattern(let index, let parameters): .route(routes[index], parameters)
        case .otherMethods(let methods): .otherMethods(methods)
        case .none: .none
        }
    }
}

/// A route without its action.
private struct Pattern: Sendable {
    private let method: HTTPRequest.Method
    private let segments: [Segment]

    private enum Segment: Sendable {
        case literal(String)
        case parameter(String)
    }

    enum Match {
        case pattern(Int, Parameters)
        case otherMethods(String)
        case none
    }

    init(_ method: HTTPRequest.Method, _ text: String) {
        self.method = method
        segments = text.dropFirst().split(separator: "/").map { segment in
            segment.first == "{"
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    static func match(_ request: Request, among patterns: [Pattern]) -> Match {
        var path = request.target.segments[...]
        if path.count > 1, path.last == "" { path.removeLast() }
        let method = request.method == .head ? .get : request.method
        var allowed: [String] = []
        // Most are passed over by how many segments they have.
        for index in patterns.indices where patterns[index].segments.count == path.count {
            guard let parameters = patterns[index].match(path) else { continue }
            if patterns[index].method == method { return .pattern(index, parameters) }
            allowed.append(patterns[index].method.rawValue)
            if patterns[index].method == .get { allowed.append("HEAD") }
        }
        return allowed.isEmpty ? .none : .otherMethods(allowed.joined(separator: ", "))
    }

    /// - Parameter path: as many segments as the pattern has.
    private func match(_ path: ArraySlice<String>) -> Parameters? {
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
