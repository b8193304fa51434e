import Synchronization

/// The memory that a server may use for its clients, and the memory that it uses.
///
/// Owners declare what they hold. The memory of the process would not tell whose memory it is, nor
/// that it is about to run out.
package final class MemoryBudget: Sendable {
    /// How many bytes may be held.
    package let limit: Int
    private let used = Atomic(0)
    private let thrift = Mutex<(@Sendable (_ missing: Int) -> Void)?>(nil)

    /// A budget without a limit.
    package static let unbounded = MemoryBudget(.max)

    /// Half of the memory of the machine or the container.
    package static let standardLimit = SystemMemory.available / 2

    package init(_ limit: Int) {
        self.limit = limit
    }

    /// How many bytes are held.
    package var heldByteCount: Int { used.load(ordering: .relaxed) }

    /// Sets the action that frees dispensable memory when bytes are missing.
    ///
    /// It runs on the thread that reserves memory, which may hold locks.
    package func whenShort(_ drop: @escaping @Sendable (_ missing: Int) -> Void) {
        thrift.withLock { $0 = drop }
    }

    /// Reserves bytes before they are allocated.
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
