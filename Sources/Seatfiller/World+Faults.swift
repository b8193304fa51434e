import Emulation
import HTTP

extension Emulator.World {
    /// A world's faults.
    public struct Faults: Sendable {
        let world: Emulator.World
        private var faults: Emulation.Faults { world.present.faults }

        /// Adds a fault, or a list of them, as the control plane takes them.
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

        /// Removes one; false where there is none of this id.
        @discardableResult
        public func remove(_ id: String) -> Bool { faults.remove(id) }

        /// Removes all.
        public func removeAll() { faults.removeAll() }

        /// How often any of them has fired.
        public var firedCount: Int { Int(faults.firedCount) }
    }
}
