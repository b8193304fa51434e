import SQLite
import Synchronization

/// The tables that lists are made of.
final class ListTables: Sendable {
    /// The columns that the queries of lists read.
    struct Columns: Sendable {
        /// By table, in the order in which changes have them.
        fileprivate(set) var names: [String: [String]] = [:]
        /// By operation, the tables that its list reads besides its own.
        fileprivate(set) var others: [String: Set<String>] = [:]
        let watched: WatchedColumns
    }

    /// By operation.
    private let lists: [String: List]
    private let found = Mutex<Columns?>(nil)

    init(of lists: [String: List]) {
        self.lists = lists
    }

    var isEmpty: Bool { lists.isEmpty }

    /// The columns, which are the same in every store.
    func columns(in store: Connection) throws -> Columns {
        if let known = found.withLock({ $0 }) { return known }
        var names: [String: Set<String>] = [:]
        var others: [String: Set<String>] = [:]
        for (operation, list) in lists {
            let read = try store.columnsRead(by: list.query)
            for (table, columns) in read { names[table, default: []].formUnion(columns) }
            others[operation] = Set(read.keys).subtracting([list.table])
        }
        let sorted = names.mapValues { $0.sorted() }
        let columns = Columns(
            names: sorted, others: others, watched: try WatchedColumns(sorted, of: store))
        found.withLock { $0 = columns }
        return columns
    }
}
