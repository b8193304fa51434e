package import HTTP
package import HTTPTypes

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
