package import HTTPTypes

/// What is looked through for each request: routes without their actions, so that no code of it
/// depends on what an action is.
package struct RouteTable: Sendable {
    private let patterns: [Pattern]
    /// Whether HEAD finds what GET does, RFC 9110 section 9.3.2. Frameworks whose actions are
    /// declared for GET alone refuse it.
    internal var hasHead = false

    /// What the table has for a request.
    package enum Match {
        /// The number of a route, from 0 on, and the segments that it names.
        case route(Int, Parameters)
        /// The path is known, the method is not: the methods that are, as `Allow` prints them.
        case otherMethods(String)
        case none
    }

    package init(_ routes: [(method: HTTPRequest.Method, pattern: String)]) {
        patterns = routes.map { Pattern($0.method, $0.pattern) }
    }

    /// `METHOD /pattern` of each.
    package var descriptions: [String] { patterns.map { "\($0.method) \($0.text)" } }

    /// The first route that matches. A path that one pattern spells out is no other's: what names
    /// more of its segments does not take them for values.
    package func match(_ request: Request) -> Match {
        let path = request.target.routedSegments
        let method = request.method == .head && hasHead ? .get : request.method
        var named: Int?
        // Most are passed over by how many segments they have.
        for index in patterns.indices where patterns[index].segments.count == path.count {
            guard let parameters = patterns[index].match(path) else { continue }
            guard parameters.values.count == named ?? parameters.values.count else { continue }
            if patterns[index].method == method { return .route(index, parameters) }
            named = parameters.values.count
        }
        let allowed = otherMethods(than: request)
        return allowed.isEmpty ? .none : .otherMethods(allowed)
    }

    /// The methods but its own that the path of a request is known with, as `Allow` prints them.
    package func otherMethods(than request: Request) -> String {
        let path = request.target.routedSegments
        let routes = patterns.filter { $0.segments.count == path.count }
            .compactMap { route in route.match(path).map { (route.method, $0.values.count) } }
        let methods = routes.filter { $0.1 == routes[0].1 }.map(\.0)
            .flatMap { $0 == .get && hasHead ? [$0, .head] : [$0] }
        return methods.filter { $0 != request.method }.map(\.rawValue).joined(separator: ", ")
    }
}

/// A method and a path whose segments are literals or have names.
private struct Pattern: Sendable {
    let method: HTTPRequest.Method
    let text: String
    let segments: [Segment]

    enum Segment: Sendable {
        case literal(String)
        case parameter(String)
    }

    init(_ method: HTTPRequest.Method, _ text: String) {
        self.method = method
        self.text = text
        segments = text.dropFirst().split(separator: "/").map { segment in
            segment.first == "{"
                ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// - Parameter path: as many segments as the pattern has.
    func match(_ path: ArraySlice<String>) -> Parameters? {
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
