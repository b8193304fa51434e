import SQLite

/// What one list holds now, and what has come to it and gone before.
struct ListMembers {
    /// The items that it holds now, sorted.
    private let present: [Item]
    /// In the order of their numbers.
    private var changes: [Change] = []
    /// The number of the latest change to what the list is read by besides its own rows.
    private var disturbance = 0

    private struct Change {
        let number: Int
        let item: Item
        /// Whether the list held the item before.
        let wasHeld: Bool
    }

    /// - Parameters:
    ///   - values: of the list's condition.
    ///   - store: the data as it is now.
    ///   - log: the changes that may concern the list, oldest first.
    ///   - columns: the columns of the rows in the log.
    init(
        of list: List, _ values: [Value], in store: Connection, after log: [ChangeLog.Entry],
        _ columns: [String]
    ) throws {
        let width = Int32(list.identity.count)
        var present: [Item] = []
        try store.rows(list.query, values: values) {
            present.append(Item($0, columns: 0..<width))
            return true
        }
        present.sort()
        self.present = present
        let rows = LoggedRows(of: list, values, columns)
        var rest = log[...]
        while let number = rest.first?.number {
            let transaction = rest.prefix { $0.number == number }
            rest = rest.dropFirst(transaction.count)
            try take(transaction, number, of: list, rows, store)
        }
    }

    /// Takes the changes of a transaction. What it has taken away and put back has not changed.
    private mutating func take(
        _ transaction: ArraySlice<ChangeLog.Entry>, _ number: Int, of list: List,
        _ rows: LoggedRows, _ store: Connection
    ) throws {
        var places: [Item: (before: LoggedRows.Place?, after: LoggedRows.Place?)] = [:]
        for change in transaction.map(\.change) {
            guard change.table == list.table else {
                if change.old != nil { disturbance = number }
                continue
            }
            if let old = try rows.place(of: change.old, in: store) {
                places[old.item, default: (old, nil)].after = nil
            }
            if let new = try rows.place(of: change.new, in: store) {
                places[new.item, default: (nil, nil)].after = new
            }
        }
        for (item, place) in places where place.before != place.after {
            changes.append(Change(number: number, item: item, wasHeld: place.before != nil))
        }
    }

    /// Counts what a traversal of the list has served and left.
    func counts(of traversal: Traversal) -> ItemCounts {
        let served = ServedItems(of: traversal)
        var counts = served.counts
        guard disturbance <= traversal.since else {
            counts.reason = "What the list is read by changed meanwhile."
            return counts
        }
        let changed = changedItems(since: traversal.since, until: traversal.until)
        var stableCount = present.count
        for (item, isStable) in changed {
            stableCount += (isStable ? 1 : 0) - (isPresent(item) ? 1 : 0)
        }
        // Both are sorted, so one look at each is enough.
        var place = 0
        for item in served.items {
            while place < present.count, present[place] < item { place += 1 }
            let isHeld = place < present.count && present[place] == item
            if changed.isEmpty ? isHeld : changed[item] ?? isHeld { stableCount -= 1 }
        }
        counts.missed = stableCount
        return counts
    }

    /// The items that have come, gone or moved since a number, and whether they were in the list
    /// all the time until another.
    private func changedItems(since start: Int, until end: Int) -> [Item: Bool] {
        var stable: [Item: Bool] = [:]
        for change in changes.reversed() {
            guard change.number > start else { break }
            // Behind the end a change is undone: the earliest decides.
            stable[change.item] = change.number > end && change.wasHeld
        }
        return stable
    }

    private func isPresent(_ item: Item) -> Bool {
        var (low, high) = (0, present.count)
        while low < high {
            let middle = (low + high) / 2
            if present[middle] < item { low = middle + 1 } else { high = middle }
        }
        return low < present.count && present[low] == item
    }
}
