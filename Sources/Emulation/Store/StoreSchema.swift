import SQLite

/// The tables and indexes of a store, each with its SQL statement.
///
/// A store file must have exactly these. Anybody may have edited a file, so no other tables, and no
/// views or triggers, are accepted.
struct StoreSchema {
    private let statements: [String: String]

    init(of store: Connection) throws {
        var statements: [String: String] = [:]
        // Without SQLite's own statistics, and the indexes that it adds to a table.
        try store.rows(
            """
            SELECT type || ' ' || name, ifnull(sql, '') FROM sqlite_schema
            WHERE type NOT IN ('table', 'index') OR name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """
        ) { row in
            statements[row.text(0)] = row.text(1)
            return true
        }
        self.statements = statements
    }

    /// The schema of a new store.
    init(of roster: Roster) throws {
        let store = try Connection(.memory)
        try StoreFile.makeTables(of: roster, in: store)
        try self.init(of: store)
    }

    /// The first difference, as the end of a sentence about the file, or nil.
    func difference(from expected: StoreSchema) -> String? {
        let names = Set(statements.keys).union(expected.statements.keys).sorted()
        for name in names where statements[name] != expected.statements[name] {
            if statements[name] == nil { return "lacks the \(name)" }
            return expected.statements[name] == nil
                ? "has the \(name), which is not Seatfiller's"
                : "has another \(name) than Seatfiller's"
        }
        return nil
    }
}
