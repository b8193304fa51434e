import Emulation

extension Emulator.World {
    /// A world's faults.
    public struct Faults: Sendable {
        let world: Emulator.World
        private var faults: Emulation.Faults { world.present.faults }

        /// The faults of the world, in the order in which they were added.
        public var all: [Entry] { faults.entries.map(Entry.init) }

        /// Adds faults, all or none.
        ///
        /// - Returns: their ids, in the same order.
        /// - Throws: `SeatfillerError` if there is no room for them: a world keeps 1,000.
        @discardableResult
        public func add(_ faults: Fault...) throws(SeatfillerError) -> [String] {
            try add(faults)
        }

        /// Adds the faults of a list, all or none.
        ///
        /// - Returns: their ids, in the same order.
        /// - Throws: `SeatfillerError` if there is no room for them: a world keeps 1,000.
        @discardableResult
        public func add(_ faults: [Fault]) throws(SeatfillerError) -> [String] {
            do throws(TooManyFaults) {
                return try self.faults.add(faults.map(\.checked))
            } catch {
                throw SeatfillerError(.usage, Problem(error).detail)
            }
        }

        /// Removes a fault; false if no fault has this id.
        @discardableResult
        public func remove(_ id: String) -> Bool { faults.remove(id) }

        /// Removes all.
        public func removeAll() { faults.removeAll() }

        /// How often faults have fired in all.
        public var firedCount: Int { Int(faults.firedCount) }

        /// A fault of a world, and what has been counted of it.
        public struct Entry: Equatable, Sendable {
            /// By which it is removed, and by which entries of the journal name it.
            public let id: String
            /// The fault as it was added.
            public let fault: Fault
            /// How many requests it has matched.
            public let matchedCount: Int
            /// How often it has acted.
            public let firedCount: Int
            /// What the latest request said that the fault performs and that was refused; nil if
            /// none was.
            public let lastError: String?

            init(_ entry: FaultEntry) {
                id = entry.id
                fault = Fault(entry.fault)
                matchedCount = Int(entry.matched)
                firedCount = Int(entry.fired)
                lastError = entry.lastError
            }
        }
    }
}
