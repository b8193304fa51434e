import CSQLite

extension Connection {
    /// The columns of this database's tables that a statement reads, by table, in the order of
    /// their names.
    package func columnsRead(by sql: String) throws -> [String: [String]] {
        let read = ReadColumns()
        sqlite3_set_authorizer(
            handle,
            { context, action, table, column, _, _ in
                guard action == SQLITE_READ, let context, let table, let column else {
                    return SQLITE_OK
                }
                Unmanaged<ReadColumns>.fromOpaque(context).takeUnretainedValue()
                    .add(String(cString: column), of: String(cString: table))
                return SQLITE_OK
            }, Unmanaged.passUnretained(read).toOpaque())
        defer { sqlite3_set_authorizer(handle, nil, nil) }
        var length = 0
        _ = try sql.withCString {
            try Statement($0, in: self, persistent: false, length: &length)
        }
        // Functions that give rows, such as json_each, count as tables too.
        return try read.columns.filter { table, _ in
            try integer(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", .text(table)
            ) > 0
        }.mapValues { $0.sorted() }
    }
}

private final class ReadColumns {
    private(set) var columns: [String: Set<String>] = [:]

    func add(_ column: String, of table: String) {
        // A table that is only counted has no column here.
        guard !column.isEmpty else { return }
        columns[table, default: []].insert(column)
    }
}
