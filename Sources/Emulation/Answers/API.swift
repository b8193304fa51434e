package import HTTP
package import HTTPTypes
import System

/// One emulated service: its routes and its rules.
package protocol API: Sendable {
    /// The first word of its rules, quirks and tables: `store`, `elements`.
    static var name: String { get }
    /// How the paths begin that it answers.
    static var prefixes: [PathPrefix] { get }
    /// `METHOD /pattern` of each route, in the order of the reference.
    static var routes: [String] { get }
    /// The names of its operations, likewise: `store.listSeatsOfUser`.
    static var operations: [String] { get }
    static var rules: [Rule] { get }
    static var quirks: [any Quirk.Type] { get }
    /// What its requests are about, as their paths say.
    static var subjects: [RequestSubject] { get }
    /// What an application can be allowed to do there.
    static var permissions: [String] { get }
    /// What its access tokens are meant for; nil where nobody needs any.
    static var audience: TokenAudience? { get }
    /// Its OpenAPI document, JSON; nil where another API's describes it.
    static var openAPI: [UInt8]? { get }

    init(in world: World)

    /// Does what is asked; the answer is not identified yet.
    func perform(_ request: Request) -> Answer

    /// Whether a request is accepted from whoever asks, in a world that enforces that; what is not
    /// makes no world.
    func admits(_ request: Request) -> Bool

    /// What a request asks for, where an operation takes it; costs as much as finding its route.
    func operation(of request: Request) -> AskedOperation?

    /// Gives an answer what tells it from all others.
    func identify(_ response: inout Response, for request: Request)

    /// An error of this status in the API's own form, which is not identified yet.
    func failure(_ status: HTTPResponse.Status, to request: Request) -> Response
}

extension API {
    package static var subjects: [RequestSubject] { [] }
    package static var permissions: [String] { [] }
    package static var audience: TokenAudience? { nil }
    package static var openAPI: [UInt8]? { nil }

    package func identify(_ response: inout Response, for request: Request) {}

    /// Does what is asked, and answers.
    package func respond(to request: Request) -> Answer {
        var answer = perform(request)
        identify(&answer.response, for: request)
        return answer
    }

    /// An error of this status in the API's own form, in answer to a request.
    package func identifiedFailure(
        _ status: HTTPResponse.Status, to request: Request
    ) -> Response {
        var response = failure(status, to: request)
        identify(&response, for: request)
        return response
    }

    /// The answer to what no operation is to blame for: a world without room, a store that somebody
    /// else holds or has taken away; nil for any other error.
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

    /// Answers as `respond` does, with the rule in its header.
    package func answer(to request: Request, in world: World) -> Answer {
        var answer = world.remembering(request) { perform(request).labelled(in: world) }
        identify(&answer.response, for: request)
        return answer
    }
}
