import SQLite

/// The tables and indexes of a store, each by its statement: what a file must have in order to be
/// one. A file that anybody may have edited brings no triggers, views or tables of its own along.
struct StoreSchema {
    private let statements: [String: String]

    init(of store: Connection) throws {
        var statements: [String: String] = [:]
        // What SQLite keeps for itself: statistics, and indexes that come with a table.
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

    /// What a new store has.
    init(of roster: Roster) throws {
        let store = try Connection(.memory)
        try StoreFile.makeTables(of: roster, in: store)
        try self.init(of: store)
    }

    /// Where it is not as it should be, as the end of a sentence about the file; nil for nowhere.
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
