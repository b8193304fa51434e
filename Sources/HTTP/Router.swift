import HTTPTypes

/// Routes by method and path.
package struct Router<Action: Sendable>: Sendable {
    package let routes: [Route<Action>]
    /// The methods and paths of the routes, kept apart so that a search copies no action.
    private let patterns: [(method: HTTPRequest.Method, path: RoutePattern)]
    /// Whether HEAD finds the routes of GET, RFC 9110 section 9.3.2. Frameworks whose actions are
    /// declared for GET only refuse HEAD.
    private var hasHead = false

    /// The result of a search for a route.
    package enum Match {
        /// A route and its parameters.
        case route(Route<Action>, Parameters)
        /// The path is known but the method is not; the known methods, as `Allow` prints them.
        case otherMethods(String)
        case none
    }

    package init(_ routes: [Route<Action>]) {
        self.routes = routes
        patterns = routes.map { ($0.method, $0.path) }
    }

    /// The same routes, with HEAD answered like GET.
    package func takingHead() -> Router {
        var router = self
        router.hasHead = true
        return router
    }

    /// `METHOD /pattern` of each.
    package var descriptions: [String] { routes.map { "\($0.method) \($0.pattern)" } }

    /// The first matching route. A pattern with more literals wins: a pattern with more parameters
    /// does not match a path that another pattern spells out.
    package func match(_ request: Request) -> Match {
        let path = request.target.routedSegments
        let method = request.method == .head && hasHead ? .get : request.method
        var named: Int?
        // Most patterns have another number of segments.
        for index in patterns.indices where patterns[index].path.count == path.count {
            guard let parameters = patterns[index].path.match(path) else { continue }
            guard parameters.values.count == named ?? parameters.values.count else { continue }
            if patterns[index].method == method { return .route(routes[index], parameters) }
            named = parameters.values.count
        }
        let allowed = otherMethods(than: request)
        return allowed.isEmpty ? .none : .otherMethods(allowed)
    }

    /// The other methods that the path of a request has, as `Allow` prints them.
    package func otherMethods(than request: Request) -> String {
        let path = request.target.routedSegments
        let found = patterns.filter { $0.path.count == path.count }
            .compactMap { route in route.path.match(path).map { (route.method, $0.values.count) } }
        let methods = found.filter { $0.1 == found[0].1 }.map(\.0)
            .flatMap { $0 == .get && hasHead ? [$0, .head] : [$0] }
        return methods.filter { $0 != request.method }.map(\.rawValue).joined(separator: ", ")
    }
}
