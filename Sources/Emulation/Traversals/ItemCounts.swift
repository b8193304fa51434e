/// How many items a traversal was about. What its pages held is known; what its list held must be
/// looked up.
struct ItemCounts: Equatable, Sendable {
    var served = 0
    /// Nil if the items are no longer kept.
    var distinct: Int?
    /// Items that were served twice or more; nil if the items are no longer kept.
    var repeated: Int?
    /// Items that were in the list all the time, and on no page; nil if nobody can know.
    var missed: Int?
    /// Why nobody can know.
    var reason: String?
}

/// The items of all pages of a traversal.
struct ServedItems {
    /// Sorted, each once.
    private(set) var items: [Item] = []
    private(set) var counts = ItemCounts()

    init(of traversal: Traversal) {
        counts.served = traversal.itemCount
        guard !traversal.isTooLong else { return }
        items.reserveCapacity(traversal.itemCount)
        for visit in traversal.visits { items += visit.items }
        items.sort()
        var (end, repeated) = (0, 0)
        var isRepeated = false
        for item in items {
            if end > 0, items[end - 1] == item {
                if !isRepeated { repeated += 1 }
                isRepeated = true
            } else {
                items[end] = item
                end += 1
                isRepeated = false
            }
        }
        items.removeLast(items.count - end)
        counts.distinct = end
        counts.repeated = repeated
    }
}
