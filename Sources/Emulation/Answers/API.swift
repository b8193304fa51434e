package import HTTP
package import HTTPTypes
import System

/// An emulated service: its routes and its rules.
package protocol API: Sendable {
    /// The first word of its rules, quirks and tables: `store`, `elements`.
    static var name: String { get }
    /// The beginnings of the paths that it answers.
    static var prefixes: [PathPrefix] { get }
    /// The emulated hosts, that of the reference first. Requests to one of them are answered by
    /// this API only, whatever the path.
    static var hosts: [String] { get }
    /// `METHOD /pattern` of each route, in the order of the reference.
    static var routes: [String] { get }
    /// The names of its operations in the same order: `store.listSeatsOfUser`.
    static var operations: [String] { get }
    /// What its paged operations list, by their names.
    static var lists: [String: List] { get }
    static var rules: [Rule] { get }
    /// Each operation, in the order of the reference, and the rules that can decide its answers.
    static var contracts: [OperationContract] { get }
    static var quirks: [any Quirk.Type] { get }
    /// The subjects that the paths of its requests name.
    static var subjects: [RequestSubject] { get }
    /// The permissions that it can give to an application.
    static var permissions: [String] { get }
    /// The audience of its access tokens, or nil if it needs no tokens.
    static var audience: TokenAudience? { get }
    /// Its OpenAPI document in JSON, or nil if the document of another API describes it.
    static var openAPI: [UInt8]? { get }

    init(in world: World)

    /// What faults ask of the page that answers the request; nil if no fault acts. An API with
    /// lists keeps it, and gives it to the pager.
    var pageForm: PageForm? { get set }

    /// Performs a request: finds its operation, and calls the operation's action. The answer has no
    /// identifiers yet.
    func perform(_ request: Request) -> Answer

    /// Whether callers sign in here. What it refuses makes no world in open mode either.
    static var givesTokens: Bool { get }

    /// Whether the caller of a request may make it. A request that is not admitted makes no world.
    func admits(_ request: Request) -> Bool

    /// The operation that a request asks for, or nil. Finding it costs as much as finding a route.
    func operation(of request: Request) -> AskedOperation?

    /// Gives an answer identifiers that no other answer has.
    func identify(_ response: inout Response, for request: Request)

    /// An error of this status in the API's own form. It has no identifiers yet.
    func failure(_ status: HTTPResponse.Status, to request: Request) -> Response
}

extension API {
    package static var hosts: [String] { [] }
    package static var lists: [String: List] { [:] }
    package static var subjects: [RequestSubject] { [] }
    package static var permissions: [String] { [] }
    package static var audience: TokenAudience? { nil }
    package static var givesTokens: Bool { false }
    package static var openAPI: [UInt8]? { nil }

    package var pageForm: PageForm? {
        get { nil }
        set {}
    }

    package func identify(_ response: inout Response, for request: Request) {}

    /// Performs a request, and gives the answer identifiers.
    package func respond(to request: Request) -> Answer {
        var answer = perform(request)
        identify(&answer.response, for: request)
        return answer
    }

    /// Does the same for an answer that a fault has marked, and notes `Answer.since`.
    package func respond(to request: Request, in world: World) -> Answer {
        let since = world.settledChange
        var answer = respond(to: request)
        answer.since = since
        return answer
    }

    /// An error of this status in the API's own form, with identifiers.
    package func identifiedFailure(
        _ status: HTTPResponse.Status, to request: Request
    ) -> Response {
        var response = failure(status, to: request)
        identify(&response, for: request)
        return response
    }

    /// The answer to a request that failed for want of memory or data, or nil for any other error.
    package func refusal(of error: any Error, to request: Request) -> Answer? {
        if error is MemoryFull { return unavailable(request, by: WorldRule.memory) }
        guard let error = error as? DataError else { return nil }
        switch error {
        case .worldFull, .diskFull: return Answer(Problem(error).response, by: WorldRule.full)
        case .storeBusy: return unavailable(request, by: WorldRule.busy)
        case .outOfDescriptors: return unavailable(request, by: WorldRule.descriptors)
        case .storeLost:
            return Answer(failure(.serviceUnavailable, to: request), by: WorldRule.lost)
        case .worldReplaced, .seededStateLost: return nil
        }
    }

    private func unavailable(_ request: Request, by rule: Rule) -> Answer {
        var response = failure(.serviceUnavailable, to: request)
        response.headerFields[.retryAfter] = "1"
        return Answer(response, by: rule)
    }

    /// The answer to a request on which no fault acts: a remembered answer if possible, with new
    /// identifiers, and with its rule in a header.
    package func answer(to request: Request, in world: World) -> Answer {
        var answer = world.remembering(request, of: Self.self) {
            let since = world.settledChange
            var answer = perform(request).labelled(in: world)
            answer.since = since
            return answer
        }
        identify(&answer.response, for: request)
        return answer
    }
}
