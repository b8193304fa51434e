package import HTTP

/// An API whose operations a table of routes leads to: method and path, as its reference has them.
package protocol RoutedAPI: API {
    associatedtype Operation: NamedOperation

    /// In the order of the reference.
    static var router: Router<Operation> { get }

    /// Performs an operation, and words what it refuses.
    func perform(_ operation: Operation, _ request: Request, _ path: Parameters) -> Answer

    /// What is said where no operation is meant.
    ///
    /// - Parameter allowed: the methods that the path is known with; nil where it is not known.
    func refuse(_ request: Request, allowed: String?) -> Answer
}

/// What a route calls, under the name that the journal and faults know it by.
package protocol NamedOperation: Sendable {
    /// `store.listSeatsOfUser`
    var name: String { get }
}

extension RoutedAPI {
    package static var routes: [String] { router.routes.map { "\($0.method) \($0.pattern)" } }
    package static var operations: [String] { router.routes.map(\.action.name) }

    package static func operation(of request: Request) -> AskedOperation? {
        guard case .route(let route, let path) = router.match(request) else { return nil }
        return AskedOperation(route.action.name, path)
    }

    package func respond(to request: Request) -> Answer {
        switch Self.router.match(request) {
        case .route(let route, let path):
            var answer = perform(route.action, request, path)
            answer.operation = route.action.name
            answer.parameters = path
            return answer
        case .otherMethods(let allowed): return refuse(request, allowed: allowed)
        case .none: return refuse(request, allowed: nil)
        }
    }
}
