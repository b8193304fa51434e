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
        var answer: Answer
        switch Self.table.match(request) {
        case .route(let number, let path):
            answer = perform(number, request, path)
            answer.operation = Self.operations[number]
            answer.parameters = path
        case .otherMethods(let allowed): answer = refuse(request, allowed: allowed)
        case .none: answer = refuse(request, allowed: nil)
        }
        identify(&answer.response, for: request)
        return answer
    }
}
