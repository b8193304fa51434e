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
        ///   - operation: which lists; nil for all.
        ///   - complete: whether each traversal must have reached the end with every item.
        ///   - least: how many traversals there must be.
        ///   - allowed: findings that are no mistake of the client's.
        /// - Throws: `SeatfillerError` with every reason why it does not hold, a line each.
        public func verify(
            of operation: Operation? = nil, complete: Bool = true, least: Int = 1,
            allowing allowed: Set<Traversal.Finding.Code> = []
        ) throws(SeatfillerError) {
            var demands = Verification.Demands()
            demands.mustBeComplete = complete
            demands.least = Int64(least)
            demands.allowed = Set(
                Emulation.Finding.Code.allCases.filter { allowed.contains(.init($0)) })
            let name = operation?.rawValue
            if let name, !world.present.roster.listOperations.contains(name) {
                throw SeatfillerError(.usage, "the operation '\(name)' lists nothing")
            }
            let judgements = try wording {
                try traversals.judged(areOver: true) { other, _ in
                    name == nil || name == other
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

    /// Which lists its clients have read, and what they have left.
    public var traversals: Traversals { Traversals(world: self) }
}
