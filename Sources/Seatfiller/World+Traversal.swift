import Emulation

extension Emulator.World {
    /// A walk of one client along one list.
    public struct Traversal: Sendable {
        private let judgement: Judgement

        init(_ judgement: Judgement) {
            self.judgement = judgement
        }

        /// Whether a client has read a list whole.
        public enum Verdict: String, CaseIterable, Sendable {
            /// It reached the end, and was served every item that was there all the time.
            case complete
            /// It did not.
            case incomplete
            /// Its client may still go on.
            case running
            /// Nobody can know.
            case unjudged
        }

        /// How a walk has ended.
        public enum End: String, CaseIterable, Sendable {
            /// At the last page.
            case reached
            /// Before it: the client has asked for no more.
            case abandoned
            /// Before it: the client has begun again.
            case restarted
            /// Before it: the client was answered an error, and has given up.
            case refused
            /// It may still go on.
            case running
        }

        /// The id of its first request in the journal.
        public var id: Int { Int(judgement.id) }
        /// What was asked for; nil for an API that is not among the standard ones.
        public var operation: Operation? { Operation(rawValue: judgement.operation) }
        /// Whether the client has read the list whole.
        public var verdict: Verdict { Verdict(judgement.verdict) }
        /// Why it is unjudged; nil otherwise.
        public var reason: String? { judgement.reason }
        /// How it has ended.
        public var end: End { End(judgement.end) }
        /// How many pages came in full.
        public var pages: Int { judgement.pages }
        /// How many items the pages held.
        public var served: Int { judgement.served }
        /// How many different items they held; nil if it is too long for that.
        public var distinct: Int? { judgement.distinct }
        /// How many items were in the list all the time and on no page; nil if nobody can know.
        public var missed: Int? { judgement.missed }
        /// How many items were served twice or more; nil if it is too long for that.
        public var repeated: Int? { judgement.repeated }
        /// What the client did and should not have, in the order in which it happened.
        public var findings: [Finding] { judgement.findings.map(Finding.init) }
    }
}

extension Emulator.World.Traversal.Verdict {
    fileprivate init(_ verdict: Judgement.Verdict) {
        self =
            switch verdict {
            case .complete: .complete
            case .incomplete: .incomplete
            case .running: .running
            case .unjudged: .unjudged
            }
    }
}

extension Emulator.World.Traversal.End {
    fileprivate init(_ end: Traversal.Ending) {
        self =
            switch end {
            case .reached: .reached
            case .abandoned: .abandoned
            case .restarted: .restarted
            case .refused: .refused
            case .running: .running
            }
    }
}
