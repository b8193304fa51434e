import HTTP
import HTTPTypes
import System

/// A request for a page of a list and its answer, before it is known which walk it belongs to.
struct Step: Sendable {
    let operation: String
    let parameters: Parameters
    let list: AskedList
    var client: Client
    /// The page, if the API has answered with one.
    let page: ServedPage?
    /// Whether the API itself refused what the request says.
    let isRefused: Bool
    var visit: Visit

    /// Nil for a request that asks for no page.
    init?(
        _ request: Request, _ answer: Answer, at: Instant, _ times: AnswerTimes, until: Int
    ) {
        guard let list = answer.list, let operation = answer.operation, request.method != .head
        else { return nil }
        let page = answer.page
        guard let asked = page?.asked ?? answer.asked?.name else { return nil }
        let response = answer.response
        self.operation = operation
        self.list = list
        self.page = page
        parameters = answer.parameters
        client = Client(request)
        isRefused = answer.fault == nil && response.status == .badRequest
        let isServed = page != nil && answer.isSuccess && response.delivery.isComplete
        var wording = Fingerprint(request.target.raw)
        if !request.body.isEmpty { wording.combine(request.body) }
        visit = Visit(
            at: at, began: times.began, took: times.took(with: response),
            connection: request.connection, credential: client.credential,
            wording: wording, asked: asked,
            number: page?.number ?? answer.asked?.number ?? 0,
            status: Int32(response.sentStatus?.code ?? 0),
            retryAfter: Self.retryAfter(response, at: at), size: Int32(clamping: page?.size ?? 0),
            isServed: isServed, hasNext: isServed && page?.hasNext == true,
            next: isServed ? page?.next : nil, last: isServed ? page?.last ?? 0 : 0,
            tellsEnd: page?.tellsEnd ?? true,
            items: isServed ? page?.items ?? [] : [], since: answer.since, until: until)
    }

    /// The seconds of `Retry-After`, RFC 9110 section 10.2.3, or -1.
    private static func retryAfter(_ response: Response, at now: Instant) -> Int32 {
        guard response.status != .ok, let text = response.headerFields[.retryAfter] else {
            return -1
        }
        if let seconds = Int32(text) { return max(-1, seconds) }
        guard let date = Instant(dateField: text) else { return -1 }
        return Int32(clamping: max(0, date.epochSeconds - now.epochSeconds))
    }
}

/// When a request came, and how long its answer took, in microseconds of the process.
package struct AnswerTimes: Sendable {
    let began: Int64
    private let took: Int64

    package init(_ start: ContinuousClock.Instant, taking duration: Duration) {
        began = Int64((start - Self.origin) / .microseconds(1))
        took = Int64(duration / .microseconds(1))
    }

    private static let origin = ContinuousClock.now

    /// With what a fault adds.
    func took(with response: Response) -> Int64 {
        var time = response.delay
        if case .dribbled(let pieces, let pause) = response.delivery { time += pause * pieces }
        guard time > .zero else { return took }
        return took + Int64(time / .microseconds(1))
    }
}
