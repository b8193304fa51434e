import Synchronization

/// What one owner holds of a budget, which is given back when the owner goes.
package final class MemoryCharge: Sendable {
    private let budget: MemoryBudget
    private let count = Atomic(0)

    /// A charge of nothing yet.
    package init(to budget: MemoryBudget) {
        self.budget = budget
    }

    deinit {
        budget.add(-byteCount)
    }

    /// How many bytes it is.
    package var byteCount: Int { count.load(ordering: .relaxed) }

    /// Makes it so many bytes in all, for what is there already.
    package func set(_ byteCount: Int) {
        budget.add(byteCount - count.exchange(byteCount, ordering: .relaxed))
    }

    /// Makes it so many bytes in all where there is room for them by itself.
    package func fit(_ byteCount: Int) -> Bool {
        let difference = byteCount - self.byteCount
        guard budget.take(difference) else { return false }
        count.add(difference, ordering: .relaxed)
        return true
    }

    /// Makes it so many bytes in all, for what is still to be had; what nobody needs makes room.
    package func reserve(_ byteCount: Int) throws(MemoryFull) {
        if fit(byteCount) { return }
        budget.makeRoom(for: byteCount - self.byteCount)
        guard fit(byteCount) else { throw MemoryFull(limit: budget.limit) }
    }
}
