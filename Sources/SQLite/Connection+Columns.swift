import CSQLite

/// A value of another type than its column declares.
package struct OddValue: Sendable, CustomStringConvertible {
    package let table: String
    /// The row, counted from 1 in the order of the table.
    package let row: Int64
    package let column: String
    /// What is wrong: `is a blob, not text`.
    package let message: String

    /// `row 2 of store_users: user_name is not UTF-8 text`
    package var description: String { "row \(row) of \(table): \(column) \(message)" }
}

extension Connection {
    /// Checks all values of a table. SQLite accepts any bytes as text, and keeps a value that it
    /// cannot convert to the type of the column.
    ///
    /// - Parameter most: the search stops after this many.
    package func oddValues(in table: String, most: Int) throws -> [OddValue] {
        leash?.begin()
        var columns: [(name: String, type: String)] = []
        try rows("SELECT name, type FROM pragma_table_info(?)", .text(table)) { row in
            columns.append((row.text(0), row.text(1)))
            return true
        }
        var values: [OddValue] = []
        var number: Int64 = 0
        try rows("SELECT * FROM \(table)") { row in
            number += 1
            for (index, column) in columns.enumerated() {
                guard let message = row.oddity(of: Int32(index), declared: column.type) else {
                    continue
                }
                values.append(
                    OddValue(table: table, row: number, column: column.name, message: message))
            }
            return values.count < most
        }
        return values
    }
}

extension Row {
    /// What is wrong with the value of a column; nil if it is right.
    fileprivate borrowing func oddity(of column: Int32, declared type: String) -> String? {
        switch (kind(column), type) {
        case (SQLITE_NULL, _), (SQLITE_INTEGER, "INTEGER"): return nil
        case (SQLITE_TEXT, "TEXT"): return isUTF8(column) ? nil : "is not UTF-8 text"
        case (let kind, "INTEGER"): return "is \(Self.noun(of: kind)), not an integer"
        case (let kind, _): return "is \(Self.noun(of: kind)), not text"
        }
    }

    private static func noun(of kind: Int32) -> String {
        switch kind {
        case SQLITE_TEXT: "text"
        case SQLITE_FLOAT: "a fraction"
        case SQLITE_BLOB: "a blob"
        default: "an integer"
        }
    }

    private borrowing func isUTF8(_ column: Int32) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes(column).span)
            return true
        } catch {
            return false
        }
    }
}
