package import HTTP
package import HTTPTypes
internal import JSON

extension Faults.Meeting {
    /// Whether the request is never performed: something else is answered at once.
    package var preempts: Bool {
        switch effect {
        case .connection, .throttle, .status: true
        case nil, .delay, .truncate, .dribble: false
        }
    }

    /// The answer in place of the API's own.
    ///
    /// - Parameter form: an error in the API's form.
    package func answer(form: (HTTPResponse.Status) -> Response) -> Answer {
        var response: Response
        switch effect {
        case .connection(let delivery):
            response = Response(.ok)
            response.delivery = delivery
        case .throttle:
            response = form(.tooManyRequests)
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        case .status(let fault): response = fault.response(form: form)
        case nil, .delay, .truncate, .dribble: response = Response(.ok)
        }
        var answer = Answer(response, by: WorldRule.fault)
        mark(&answer)
        return answer
    }

    /// What the fault does to an answer that the API has given.
    package func mark(_ answer: inout Answer) {
        answer.response.delay += delay
        answer.fault = id
        if let name = HTTPField.Name("X-Seatfiller-Fault"), let id {
            answer.response.headerFields[name] = id
        }
        switch effect {
        case .truncate(let truncation):
            answer.response.delivery = .truncated(
                byteCount: truncation.byteCount(of: answer.response.body.count))
        case .dribble(let pieces, let pause):
            answer.response.delivery = .dribbled(pieces: pieces, pause: pause)
        case nil, .delay, .connection, .throttle, .status: break
        }
    }

    /// The faults that a request asks for itself: `status=503, delay=250, connection=…`.
    ///
    /// - Returns: nil where it asks for none.
    /// - Throws: a problem that says what there is.
    package init?(asked request: Request) throws(Problem) {
        guard let name = HTTPField.Name("X-Seatfiller-Fault"),
            let text = request.headerFields[name]
        else { return nil }
        self.init()
        id = "request"
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard pair.count == 2, let effect = Self.effect(pair[0], pair[1]) else {
                throw Problem(
                    .badRequest, "bad-fault", "X-Seatfiller-Fault cannot be '\(part.prefix(100))'.",
                    hint: "It can be status=503, delay=250 or connection=EMPTY_RESPONSE.")
            }
            if case .delay(.fixed(let milliseconds)) = effect {
                delay += .milliseconds(milliseconds)
            } else if effect.precedence < self.effect?.precedence ?? .max {
                self.effect = effect
            }
        }
    }

    private static func effect(_ name: String, _ value: String) -> Fault.Effect? {
        switch name {
        case "status":
            guard let status = Int(value), (200...599).contains(status) else { return nil }
            return .status(Fault.StatusFault(status: status))
        case "delay":
            guard let milliseconds = Double(value),
                (0...Fault.Delay.longestMilliseconds).contains(milliseconds)
            else { return nil }
            return .delay(.fixed(milliseconds))
        case "connection":
            return SeedReader.connectionFaults.first { $0.word == value }
                .map { .connection($0.delivery) }
        default: return nil
        }
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
        if let retryAfterSeconds {
            response.headerFields[.retryAfter] = String(retryAfterSeconds)
        } else if let retryAfterDate {
            response.headerFields[.retryAfter] = retryAfterDate.dateField
        }
        for header in headers { response.headerFields[header.name] = header.value }
        return response
    }
}
