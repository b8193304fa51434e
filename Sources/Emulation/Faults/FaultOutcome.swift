package import HTTP
package import HTTPTypes

/// What faults do to a request.
package struct FaultOutcome: Sendable {
    /// The fault that has the effect, or else the first fault that delays. Nil while no fault is
    /// certain to act.
    var id: String?
    /// Nil if the faults only delay.
    var effect: Fault.Effect?
    var delay: Duration = .zero
    /// How many faults of the world act. The fault that a request asks for does not count.
    var acts = 0
    /// For a throttle, the time until its window ends.
    var retryAfterSeconds: Int64?
    /// The faults of paging of which the first acts that the page can have.
    var pages: [FaultTurn] = []
    /// Acts if the page can have none of them.
    var otherwise: FaultTurn?

    /// What is performed before the request, and after it.
    package var before: [Step] = []
    package var after: [Step] = []

    /// A request that a fault performs.
    package struct Step: Sendable {
        /// The number of the fault in its world.
        let fault: Int
        let asked: FaultRequest

        package var id: String { "fault-\(fault)" }
        package var request: Request { asked.request }
    }

    /// Whether the request is not performed, because the fault answers in its place.
    package var preempts: Bool {
        switch effect {
        case .connection, .throttle, .status: true
        case nil, .paging, .truncate, .dribble: false
        }
    }

    /// The answer in place of the API's own.
    ///
    /// - Parameter form: makes the API's own error of a status.
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
        case nil, .paging, .truncate, .dribble: response = Response(.ok)
        }
        var answer = Answer(response, by: WorldRule.fault)
        mark(&answer)
        return answer
    }

    /// Changes an answer as the faults ask.
    package func mark(_ answer: inout Answer) {
        guard let id else { return }
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
        case nil, .connection, .throttle, .status, .paging: break
        }
    }
}
