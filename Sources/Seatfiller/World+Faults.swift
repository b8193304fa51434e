import Emulation

extension Emulator.World {
    /// A world's faults.
    public struct Faults: Sendable {
        let world: Emulator.World
        private var faults: Emulation.Faults { world.present.faults }

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
    }
}
