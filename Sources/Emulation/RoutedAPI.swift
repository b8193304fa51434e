package import HTTP

/// An API whose operations a table of routes leads to: method and path, as its reference has them.
package protocol RoutedAPI: API {
    /// A route for each of its `operations`.
    static var table: RouteTable { get }

    /// Performs the operation of this number, and words what it refuses.
    func perform(_ number: Int, _ request: Request, _ path: Parameters) -> Answer

    /// What is said where no operation is meant.
    ///
    /// - Parameter allowed: the methods that the path is known with; nil where it is not known.
    func refuse(_ request: Request, allowed: String?) -> Answer
}

extension RoutedAPI {
    package static var routes: [String] { table.descriptions }

    package static func operation(of request: Request) -> AskedOperation? {
        guard case .route(let number, let path) = table.match(request) else { return nil }
        return AskedOperation(operations[number], path)
    }

    package func respond(to request: Request) -> Answer {
        switch Self.table.match(request) {
        case .route(let number, let path):
            var answer = perform(number, request, path)
            answer.operation = Self.operations[number]
            answer.parameters = path
            return answer
        case .otherMethods(let allowed): return refuse(request, allowed: allowed)
        case .none: return refuse(request, allowed: nil)
        }
    }
}
