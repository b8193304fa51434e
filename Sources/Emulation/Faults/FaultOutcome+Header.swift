package import HTTP
import HTTPTypes

extension FaultOutcome {
    /// The fault that a request asks for: `status=503, delay=250, connection=EMPTY_RESPONSE`.
    ///
    /// - Returns: nil if the request asks for no fault. A blank header is an absent one, as a blank
    ///   value of a query is: scripts fill it from a variable.
    /// - Throws: a problem that says what the header can be.
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
                // A second effect would never act.
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
            guard let status = Int64(text), StatusFault.statuses.contains(status) else {
                return nil
            }
            return .status(StatusFault(status: Int(status)))
        case "connection":
            return Fault.Effect.connections.first { $0.word == text }
                .map { .connection($0.delivery) }
        default: return nil
        }
    }

    private static func refusal(_ part: Substring) -> Problem {
        Problem(
            .badRequest, code: "bad-fault",
            detail: "X-Seatfiller-Fault cannot be '\(part.prefix(100))'.",
            hint: "It can be a status from \(StatusFault.statuses.lowerBound) to "
                + "\(StatusFault.statuses.upperBound), status=503, or one of the connections, "
                + "connection=EMPTY_RESPONSE, once; and delays, delay=250, from 0 to "
                + "\(Int(Fault.Delay.longestMilliseconds)) milliseconds.")
    }
}
