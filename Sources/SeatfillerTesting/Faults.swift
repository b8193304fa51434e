public import Seatfiller
public import Testing

extension Seatfiller {
    /// What goes wrong in a test's world.
    public struct Faults: Sendable {
        let world: Emulator.World

        /// The faults of the world, in the order in which they were added.
        public var all: [Emulator.World.Faults.Entry] { world.faults.all }

        /// Adds faults, all or none. The test fails if there is no room for them: a world keeps
        /// 1,000.
        ///
        /// - Returns: their ids, in the same order.
        @discardableResult
        public func add(
            _ faults: Fault..., sourceLocation: SourceLocation = #_sourceLocation
        ) -> [String] {
            do throws(SeatfillerError) {
                return try world.faults.add(faults)
            } catch {
                Issue.record(error, sourceLocation: sourceLocation)
                return []
            }
        }

        /// Removes a fault; false if no fault has this id.
        @discardableResult
        public func remove(_ id: String) -> Bool { world.faults.remove(id) }

        /// Removes all.
        public func removeAll() { world.faults.removeAll() }

        /// How often faults have fired in all.
        public var firedCount: Int { world.faults.firedCount }
    }
}
