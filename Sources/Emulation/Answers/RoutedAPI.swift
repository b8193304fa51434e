package import HTTP
internal import HTTPTypes

/// An API whose operations a table of routes leads to: method and path, as its reference has them.
package protocol RoutedAPI: API {
    /// A route for each of its `operations`.
    static var table: RouteTable { get }

    /// Performs the operation of this number, and words what it refuses.
    func perform(_ number: Int, _ request: Request, _ path: Parameters) -> Answer

    /// The page that a request asks the operation of this number for; nil where that has no pages,
    /// and where none can be meant.
    func page(_ number: Int, _ request: Request) -> AskedPage?

    /// What is said where no operation is meant.
    ///
    /// - Parameter allowed: the methods that the path is known with; nil where it is not known.
    func refuse(_ request: Request, allowed: String?) -> Answer
}

extension RoutedAPI {
    package static var routes: [String] { table.descriptions }

    package func page(_ number: Int, _ request: Request) -> AskedPage? { nil }

    /// Has a 405 that a fault asks for name the methods that the path takes besides the request's.
    package func nameMethods(besides request: Request, in response: inout Response) {
        guard response.status == .methodNotAllowed else { return }
        response.headerFields[.allow] = Self.table.otherMethods(than: request)
    }

    package func operation(of request: Request) -> AskedOperation? {
        guard case .route(let number, let path) = Self.table.match(request) else { return nil }
        return AskedOperation(
            name: Self.operations[number], parameters: path, page: page(number, request))
    }

    package func perform(_ request: Request) -> Answer {
        switch Self.table.match(request) {
        case .route(let number, let path):
            var answer = perform(number, request, path)
            answer.operation = Self.operations[number]
            answer.parameters = path
            // A page that is refused still belongs to the walk that it goes on with.
            if answer.page == nil, let key = page(number, request)?.key { answer.page = (key, nil) }
            return answer
        case .otherMethods(let allowed): return refuse(request, allowed: allowed)
        case .none: return refuse(request, allowed: nil)
        }
    }
}
