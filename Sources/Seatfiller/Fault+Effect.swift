import JSON

extension Fault {
    /// What a fault does.
    public enum Effect: Sendable {
        /// Another answer: a status from 200 to 599, by default with the API's own error.
        ///
        /// - Parameters:
        ///   - body: the content.
        ///   - headers: each once; those that frame the content are the server's own.
        ///   - retryAfter: when the client may come back.
        case status(
            Int, body: Body? = nil, headers: [String: String] = [:], retryAfter: RetryAfter? = nil)
        /// More requests than `limit` within some seconds are answered 429, with a `Retry-After`.
        case throttle(limit: Int, windowSeconds: Int)
        /// The connection does not bring an answer.
        case connection(ConnectionFault)
        /// The page is not as the client expects it.
        case paging(Paging)
        /// The content breaks off, before the length that was declared.
        case truncateBody(Truncation)
        /// The content comes in pieces, the last of them after some time, 10 minutes at most.
        case dribble(chunks: Int, over: Duration)
        /// The answer comes late, by 10 minutes at most.
        case delay(Duration)
        /// The answer comes late, by a time between the two.
        case uniformDelay(ClosedRange<Duration>)
        /// The answer comes late, as answers over networks do: by a log-normal distribution, whose
        /// sigma is from 0 to 10.
        case lognormalDelay(median: Duration, sigma: Double)
        /// Requests that are performed in the same world before the one that matches, at most 16:
        /// to an emulated API, or to `/__admin` without its calls that wait, end the server or
        /// are about other worlds. They bear the credentials of the matching one.
        case before([Emulator.Request])
        /// Requests that are performed in the same world after the one that matches.
        case after([Emulator.Request])
    }

    /// The content of an answer.
    public enum Body: Sendable, ExpressibleByStringLiteral {
        /// Sent as it is.
        case text(String)
        /// A JSON text, sent as JSON.
        case json(String)

        /// Sent as it is.
        public init(stringLiteral text: String) {
            self = .text(text)
        }
    }

    /// When a client may come back.
    public enum RetryAfter: Sendable {
        /// After some seconds.
        case seconds(Int)
        /// At an instant in ISO 8601.
        case date(String)
    }

    /// How a connection fails. The words are WireMock's.
    public enum ConnectionFault: String, CaseIterable, Sendable, JSONValue {
        /// It ends without an answer.
        case emptyResponse = "EMPTY_RESPONSE"
        /// It is reset.
        case resetByPeer = "CONNECTION_RESET_BY_PEER"
        /// The answer begins, and goes on with what is not HTTP.
        case malformedResponseChunk = "MALFORMED_RESPONSE_CHUNK"
        /// It brings bytes that are not HTTP, and ends.
        case randomDataThenClose = "RANDOM_DATA_THEN_CLOSE"
    }

    /// How much of the content is sent.
    public enum Truncation: Sendable {
        /// So many bytes.
        case bytes(Int)
        /// A part of it, from 0 to 1.
        case fraction(Double)
    }
}

extension Fault.Effect {
    /// Its members of `do`.
    var members: [JSON.Member] {
        form.members
    }

    private var form: JSON {
        switch self {
        case .status(let status, let body, let headers, let retryAfter):
            .object(given: [
                "status": status, "body": body?.value, "headers": headers.sorted,
                "retryAfterSeconds": retryAfter?.inSeconds, "retryAfterDate": retryAfter?.atDate,
            ])
        case .throttle(let limit, let seconds):
            ["throttle": .object(given: ["limit": limit, "windowSeconds": seconds])]
        case .connection(let fault): ["connection": fault.form]
        case .paging(let fault): fault.form
        case .truncateBody(.bytes(let count)): ["truncateBody": count.form]
        case .truncateBody(.fraction(let fraction)): ["truncateBody": fraction.form]
        case .dribble(let count, let time):
            ["dribble": .object(given: ["chunks": count, "milliseconds": time.milliseconds])]
        case .delay(let time): ["delay": ["milliseconds": time.milliseconds.form]]
        case .uniformDelay(let times):
            [
                "delay": [
                    "uniform": [
                        times.lowerBound.milliseconds.form, times.upperBound.milliseconds.form,
                    ]
                ]
            ]
        case .lognormalDelay(let median, let sigma):
            [
                "delay": [
                    "lognormal": .object(given: ["median": median.milliseconds, "sigma": sigma])
                ]
            ]
        case .before(let requests): ["before": .array(requests.map(\.form))]
        case .after(let requests): ["after": .array(requests.map(\.form))]
        }
    }
}

extension Fault.Body {
    fileprivate var value: JSON {
        switch self {
        case .text(let text): return .string(text)
        case .json(let text):
            do throws(JSONError) {
                return try JSON(parsing: Array(text.utf8))
            } catch {
                preconditionFailure("the body of a fault is not JSON: \(error.message)")
            }
        }
    }
}

extension Fault.RetryAfter {
    fileprivate var inSeconds: Int? {
        if case .seconds(let seconds) = self { seconds } else { nil }
    }

    fileprivate var atDate: String? {
        if case .date(let date) = self { date } else { nil }
    }
}

extension Duration {
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}

extension [String: String] {
    /// An object in the order of the names; nil without any.
    fileprivate var sorted: JSON? {
        guard !isEmpty else { return nil }
        let members = self.sorted { $0.key < $1.key }
        return .object(members.map { JSON.Member(name: $0.key, value: .string($0.value)) })
    }
}

extension Emulator.Request {
    /// A request of a fault.
    fileprivate var form: JSON {
        let headers = headers.map { JSON.Member(name: $0.name, value: .string($0.value)) }
        return .object(given: [
            "method": method, "path": target,
            "headers": headers.isEmpty ? nil : JSON.object(headers),
            "body": body.isEmpty ? nil : body,
        ])
    }
}
