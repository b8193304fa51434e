import Emulation

extension Emulator.World {
    /// The traversals of a world: which lists its clients have read, and what they have left.
    public struct Traversals: Sendable {
        let world: Emulator.World
        private var traversals: WorldTraversals { world.present.traversals }

        /// All that are kept, oldest first, each judged by the data as it is now.
        ///
        /// - Throws: `SeatfillerError` if the data cannot be read.
        public var all: [Traversal] {
            get throws(SeatfillerError) {
                try wording { try traversals.judged() }.reversed().map(Traversal.init)
            }
        }

        /// Checks that every list was read whole and as its reference has it. Clients that may
        /// still go on count as having given up.
        ///
        /// - Parameters:
        ///   - operation: which lists; nil for all: `store.listSeatsOfUser`.
        ///   - complete: whether each traversal must have reached the end with every item.
        ///   - least: how many traversals there must be.
        ///   - allowed: findings that are no fault: `restarted`.
        /// - Throws: `SeatfillerError` with every reason why it does not hold, a line each.
        public func verify(
            operation: String? = nil, complete: Bool = true, least: Int = 1,
            allowing allowed: Set<String> = []
        ) throws(SeatfillerError) {
            var demands = Verification.Demands()
            demands.mustBeComplete = complete
            demands.least = Int64(least)
            for word in allowed {
                guard let code = Finding.Code(rawValue: word) else {
                    let known = Finding.Code.allCases.map(\.rawValue).joined(separator: ", ")
                    throw SeatfillerError(
                        .usage, "there is no finding '\(word)'; use some of \(known)")
                }
                demands.allowed.insert(code)
            }
            if let operation, !world.present.roster.listOperations.contains(operation) {
                throw SeatfillerError(.usage, "the operation '\(operation)' lists nothing")
            }
            let judgements = try wording {
                try traversals.judged(areOver: true) { name, _ in
                    operation == nil || operation == name
                }
            }
            let verification = Verification(
                of: judgements, demands, among: traversals)
            guard verification.passed else {
                throw SeatfillerError(.failure, verification.reasons.joined(separator: "\n"))
            }
        }

        /// Forgets all.
        public func forget() { traversals.forget() }

        private func wording<Result>(
            _ body: () throws -> Result
        ) throws(SeatfillerError) -> Result {
            try SeatfillerError.wording(body)
        }
    }

    /// A walk of one client along one list.
    public struct Traversal: Sendable {
        private let judgement: Judgement

        init(_ judgement: Judgement) {
            self.judgement = judgement
        }

        /// The id of its first request in the journal.
        public var id: Int { Int(judgement.id) }
        /// As the reference names it: `store.listSeatsOfUser`.
        public var operation: String { judgement.operation }
        /// `complete`, `incomplete`, `running` or `unjudged`.
        public var verdict: String { judgement.verdict.rawValue }
        /// Why it is unjudged; nil otherwise.
        public var reason: String? { judgement.reason }
        /// `reached`, `abandoned`, `restarted`, `refused` or `running`.
        public var end: String { judgement.end.rawValue }
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
        public var findings: [Finding] {
            judgement.findings.map {
                Finding(code: $0.code.rawValue, page: $0.page.map { Int($0) }, detail: $0.detail)
            }
        }

        /// Something that a client did and should not have.
        public struct Finding: Equatable, Sendable {
            /// `abandoned`, `repeated-page`, …
            public let code: String
            /// The page at which it did so first; nil if nobody knows its number.
            public let page: Int?
            /// A sentence for people.
            public let detail: String
        }
    }

    /// Which lists its clients have read, and what they have left.
    public var traversals: Traversals { Traversals(world: self) }
}
