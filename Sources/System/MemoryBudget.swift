import Synchronization

/// What a server may hold in memory for those who ask it, and what it holds.
///
/// Owners say what they keep: the memory of the process would tell neither whose it is nor, in
/// time, that it will be too much.
package final class MemoryBudget: Sendable {
    /// How many bytes may be held.
    package let limit: Int
    private let used = Atomic(0)
    private let thrift = Mutex<(@Sendable (_ missing: Int) -> Void)?>(nil)

    /// A budget that never ends.
    package static let unbounded = MemoryBudget(.max)

    /// Half of what the machine or the container has.
    package static let standardLimit = SystemMemory.available / 2

    package init(_ limit: Int) {
        self.limit = limit
    }

    /// How many bytes are held.
    package var heldByteCount: Int { used.load(ordering: .relaxed) }

    /// Sets what is run where bytes are missing: it drops what nobody needs.
    ///
    /// It is run by whoever asks for memory, who may hold locks of his own.
    package func whenShort(_ drop: @escaping @Sendable (_ missing: Int) -> Void) {
        thrift.withLock { $0 = drop }
    }

    /// Charges for bytes that are still to be had.
    package func reserve(_ count: Int) throws(MemoryFull) -> MemoryCharge {
        let charge = MemoryCharge(to: self)
        try charge.reserve(count)
        return charge
    }

    /// - Returns: whether there was room.
    func take(_ count: Int) -> Bool {
        let held = used.add(count, ordering: .relaxed).newValue
        guard count > 0, held > limit else { return true }
        used.subtract(count, ordering: .relaxed)
        return false
    }

    func add(_ count: Int) {
        used.add(count, ordering: .relaxed)
    }

    func makeRoom(for count: Int) {
        let missing = heldByteCount + count - limit
        guard missing > 0, let drop = thrift.withLock({ $0 }) else { return }
        drop(missing)
    }
}
