import CSQLite

/// A text that is not UTF-8, in a row of a table.
package struct MalformedText: Sendable, CustomStringConvertible {
    package let table: String
    /// The row, counted from 1 in the order of the table.
    package let row: Int64
    package let column: String

    /// `row 2 of store_users: user_name is not UTF-8 text`
    package var description: String { "row \(row) of \(table): \(column) is not UTF-8 text" }
}

extension Connection {
    /// Checks all texts of a table. SQLite accepts any bytes as text, in a STRICT table too.
    ///
    /// - Parameter most: the search stops after this many.
    package func malformedTexts(in table: String, most: Int) throws -> [MalformedText] {
        leash?.begin()
        var columns: [String] = []
        try rows("SELECT name FROM pragma_table_info(?)", .text(table)) { row in
            columns.append(row.text(0))
            return true
        }
        var texts: [MalformedText] = []
        var number: Int64 = 0
        try rows("SELECT * FROM \(table)") { row in
            number += 1
            for (index, column) in columns.enumerated() where !row.isUTF8(Int32(index)) {
                texts.append(MalformedText(table: table, row: number, column: column))
            }
            return texts.count < most
        }
        return texts
    }
}

extension Row {
    /// Whether the column is no text, or a text in UTF-8.
    fileprivate borrowing func isUTF8(_ column: Int32) -> Bool {
        guard kind(column) == SQLITE_TEXT else { return true }
        do {
            _ = try UTF8Span(validating: bytes(column).span)
            return true
        } catch {
            return false
        }
    }
}
