import Synchronization

/// The part of a budget that one owner holds. It returns to the budget when the charge is released.
package final class MemoryCharge: Sendable {
    private let budget: MemoryBudget
    private let count = Atomic(0)

    /// A charge of zero bytes.
    package init(to budget: MemoryBudget) {
        self.budget = budget
    }

    deinit {
        budget.add(-byteCount)
    }

    /// The size of the charge in bytes.
    package var byteCount: Int { count.load(ordering: .relaxed) }

    /// Sets the charge to the size of memory that is already allocated.
    package func set(_ byteCount: Int) {
        budget.add(byteCount - count.exchange(byteCount, ordering: .relaxed))
    }

    /// Sets the charge to `byteCount` if the budget has room without freeing anything.
    package func fit(_ byteCount: Int) -> Bool {
        let difference = byteCount - self.byteCount
        guard budget.take(difference) else { return false }
        count.add(difference, ordering: .relaxed)
        return true
    }

    /// Sets the charge to `byteCount` before the memory is allocated. Frees dispensable memory if
    /// necessary.
    package func reserve(_ byteCount: Int) throws(MemoryFull) {
        if fit(byteCount) { return }
        budget.makeRoom(for: byteCount - self.byteCount)
        guard fit(byteCount) else { throw MemoryFull(limit: budget.limit) }
    }
}
