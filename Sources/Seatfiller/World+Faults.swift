import Emulation

extension Emulator.World {
    /// A world's faults.
    public struct Faults: Sendable {
        let world: Emulator.World
        private var faults: Emulation.Faults { world.present.faults }

        /// Adds a fault or a list of faults, in the form that the control plane accepts.
        ///
        /// - Returns: their ids.
        /// - Throws: `SeatfillerError` that says what is wrong, and where.
        @discardableResult
        public func add(_ json: String) throws(SeatfillerError) -> [String] {
            do {
                return try faults.add(
                    Fault.list(in: Array(json.utf8), for: world.present.roster))
            } catch let tooMany as TooManyFaults {
                throw SeatfillerError(.usage, Problem(tooMany).detail)
            } catch {
                throw SeatfillerError(.usage, "\(error)")
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
