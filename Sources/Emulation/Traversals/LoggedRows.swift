import SQLite

/// Finds out whether rows of a log belong to a list, by the list's own condition.
struct LoggedRows {
    /// Which item a row is, and where it stands.
    struct Place: Equatable {
        let item: Item
        fileprivate let order: [Value]
    }

    private let values: [Value]
    private let width: Int32
    private let count: Int32
    private let sql: String

    /// - Parameters:
    ///   - values: of the list's condition.
    ///   - columns: the columns of the rows.
    init(of list: List, _ values: [Value], _ columns: [String]) {
        self.values = values
        width = Int32(list.identity.count)
        count = width + Int32(list.order.count)
        let row = columns.indices.map { "?\(values.count + 1 + $0)" }.joined(separator: ", ")
        // The name of the table means the row, so that the condition need not be written twice.
        sql = """
            WITH \(list.table)(\(columns.joined(separator: ", "))) AS (SELECT \(row)) \(list.query)
            """
    }

    /// The place of a row in the list; nil for a row that is not in it, and for none.
    func place(of row: [Value]?, in store: Connection) throws -> Place? {
        guard let row else { return nil }
        var place: Place?
        try store.rows(sql, values: values + row) {
            place = Place(
                item: Item($0, columns: 0..<width), order: $0.values(width..<count))
            return false
        }
        return place
    }
}
