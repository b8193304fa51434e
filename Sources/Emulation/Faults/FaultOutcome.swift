package import HTTP
package import HTTPTypes
import JSON

/// What a request meets: a fault that acts, and how late the answer is.
package struct FaultOutcome: Sendable {
    /// The fault that has the effect, or the first that delays.
    let id: String
    /// Nil where the answer is only late.
    let effect: Fault.Effect?
    let delay: Duration
    /// How many faults act; what a request asks for itself is none.
    var acts = 0
    /// For a throttle: until its window ends.
    var retryAfterSeconds: Int64?

    /// Whether the request is never performed: something else is answered at once.
    package var preempts: Bool {
        switch effect {
        case .connection, .throttle, .status: true
        case nil, .truncate, .dribble: false
        }
    }

    /// The answer in place of the API's own.
    ///
    /// - Parameter form: an error of a status in the API's form.
    package func answer(form: (HTTPResponse.Status) -> Response) -> Answer {
        var response: Response
        switch effect {
        case .connection(let delivery):
            response = Response(.ok)
            response.delivery = delivery
        case .throttle:
            response = form(.tooManyRequests)
            response.headerFields[.retryAfter] = retryAfterSeconds.map { String($0) }
        case .status(let fault): response = fault.response(form: form)
        case nil, .truncate, .dribble: response = Response(.ok)
        }
        var answer = Answer(response, by: WorldRule.fault)
        mark(&answer)
        return answer
    }

    /// What the fault does to an answer that the API has given.
    package func mark(_ answer: inout Answer) {
        answer.response.delay = min(delay, Fault.Delay.longest)
        answer.fault = id
        answer.actsOfFaults = acts
        answer.response.headerFields[.seatfillerFault] = id
        switch effect {
        case .truncate(let truncation):
            answer.response.delivery = .truncated(
                byteCount: truncation.byteCount(of: answer.response.body.count))
        case .dribble(let pieces, let pause):
            answer.response.delivery = .dribbled(pieces: pieces, pause: pause)
        case nil, .connection, .throttle, .status: break
        }
    }
}

extension FaultOutcome {
    /// What a request asks for itself: `status=503, delay=250, connection=EMPTY_RESPONSE`.
    ///
    /// - Returns: nil where it asks for nothing.
    /// - Throws: a problem that says what there is.
    package init?(askedBy request: Request) throws(Problem) {
        guard let text = request.headerFields[.seatfillerFault] else { return nil }
        var effect: Fault.Effect?
        var delay: Duration?
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard pair.count == 2 else { throw Self.refusal(part) }
            switch pair[0] {
            case "delay":
                guard let more = Self.delay(pair[1]) else { throw Self.refusal(part) }
                delay = (delay ?? .zero) + more
            default:
                // A second one would never act.
                guard effect == nil, let only = Self.effect(pair[0], pair[1]) else {
                    throw Self.refusal(part)
                }
                effect = only
            }
        }
        guard delay != nil || effect != nil else { return nil }
        self.init(id: "request", effect: effect, delay: delay ?? .zero)
    }

    private static func delay(_ text: String) -> Duration? {
        guard let milliseconds = Double(decimal: text),
            (0...Fault.Delay.longestMilliseconds).contains(milliseconds)
        else { return nil }
        return .milliseconds(milliseconds)
    }

    private static func effect(_ name: String, _ text: String) -> Fault.Effect? {
        switch name {
        case "status":
            guard let status = Int(text), SeedReader.statuses.contains(status) else { return nil }
            return .status(Fault.StatusFault(status: status))
        case "connection":
            return SeedReader.connectionFaults.first { $0.word == text }
                .map { .connection($0.delivery) }
        default: return nil
        }
    }

    private static func refusal(_ part: Substring) -> Problem {
        Problem(
            .badRequest, "bad-fault", "X-Seatfiller-Fault cannot be '\(part.prefix(100))'.",
            hint: "It can be status=503 or connection=EMPTY_RESPONSE, once, and delay=250.")
    }
}

extension Fault.StatusFault {
    fileprivate func response(form: (HTTPResponse.Status) -> Response) -> Response {
        let status = HTTPResponse.Status.registered(status)
        var response: Response
        switch body {
        case nil: response = form(status)
        case .string(let text): response = Response(status, body: Array(text.utf8))
        case .some(let json): response = Response(status, json: json)
        }
        if !status.allowsContent {
            response.body = []
            response.headerFields[.contentType] = nil
        }
        if let retryAfterSeconds {
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        } else if let retryAfterDate {
            response.headerFields[.retryAfter] = retryAfterDate.dateField
        }
        for header in headers { response.headerFields[header.name] = header.value }
        return response
    }
}
