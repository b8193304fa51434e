package import HTTP
import HTTPTypes

/// An API that finds its operations by method and path.
package protocol RoutedAPI: API {
    /// What a caller of an operation needs, such as a permission.
    associatedtype Access: Sendable = Void

    static var router: Router<Operation<Self>> { get }

    /// The rules that can decide an answer to each operation, by its name without that of the API.
    static var rulesByOperation: [String: [Rule]] { get }

    /// The API as the caller of a request may use it.
    ///
    /// - Throws: the API's refusal of a caller who lacks the access.
    func admitting(_ request: Request, to access: Access) throws -> Self

    /// The page that a request to a paged operation asks for, or nil if that cannot be read.
    ///
    /// - Parameter path: what the path names.
    func askedPage(_ request: Request, at path: Parameters) -> AskedPage?

    /// The answer to a request whose operation throws.
    func refusal(_ error: any Error, of request: Request) -> Answer

    /// The answer to a request that matches no route.
    ///
    /// - Parameter allowed: the methods of the path, or nil if the path is unknown.
    func refuse(_ request: Request, allowed: String?) -> Answer
}

extension RoutedAPI {
    package static var routes: [String] { router.descriptions }
    package static var operations: [String] { router.routes.map(\.action.name) }
    package static var lists: [String: List] {
        Dictionary(
            router.routes.compactMap { route in
                route.action.list.map { (route.action.name, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    package static var contracts: [OperationContract] {
        var names: Set<String> = []
        return operations.filter { names.insert($0).inserted }.map {
            OperationContract(name: $0, rules: rules(of: $0))
        }
    }

    private static func rules(of operation: String) -> [Rule] {
        rulesByOperation[String(operation.dropFirst(name.utf8.count + 1))] ?? []
    }

    package func perform(_ request: Request) -> Answer {
        switch Self.router.match(request) {
        case .route(let route, let parameters):
            return perform(route.action, request, parameters)
        case .otherMethods(let allowed): return refuse(request, allowed: allowed)
        case .none: return refuse(request, allowed: nil)
        }
    }

    private func perform(
        _ operation: Operation<Self>, _ request: Request, _ parameters: Parameters
    ) -> Answer {
        var answer: Answer
        do {
            let admitted = try admitting(request, to: operation.access)
            answer = try operation.action(admitted)(request, parameters)
        } catch {
            answer = refusal(error, of: request)
        }
        answer.operation = operation.name
        answer.parameters = parameters
        answer.isCacheable = operation.isCacheable && answer.response.status == .ok
        if let list = operation.list {
            answer.list = AskedList(operation.name, parameters, request, list)
            // A refused page still belongs to a traversal.
            if answer.page == nil { answer.asked = askedPage(request, at: parameters) }
        }
        return answer
    }

    package func admits(_ request: Request) -> Bool {
        guard case .route(let route, _) = Self.router.match(request) else { return false }
        do {
            _ = try admitting(request, to: route.action.access)
            return true
        } catch {
            return false
        }
    }

    package func operation(of request: Request) -> AskedOperation? {
        guard case .route(let route, let parameters) = Self.router.match(request) else {
            return nil
        }
        let (name, list) = (route.action.name, route.action.list)
        return AskedOperation(
            name: name, parameters: parameters,
            page: list == nil ? nil : askedPage(request, at: parameters),
            list: list.map { AskedList(name, parameters, request, $0) }, kind: list)
    }

    /// Adds `Allow` to a 405 of a fault: the methods of the path except that of the request.
    package func nameMethods(besides request: Request, in response: inout Response) {
        guard response.status == .methodNotAllowed else { return }
        response.headerFields[.allow] = Self.router.otherMethods(than: request)
    }
}

extension RoutedAPI where Access == Void {
    package func admitting(_ request: Request, to access: Void) -> Self { self }

    package func askedPage(_ request: Request, at path: Parameters) -> AskedPage? { nil }
}
