import CSQLite
package import System

/// A row of a result, lent to the closure that reads it; columns count from 0.
package struct Row: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    /// SQLite's type of the value: `SQLITE_TEXT`, …
    borrowing func kind(_ column: Int32) -> Int32 {
        sqlite3_column_type(handle, column)
    }

    package borrowing func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    /// The column as text; empty if it is null.
    package borrowing func text(_ column: Int32) -> String {
        var text = ""
        withText(column) { text = String(copying: $0) }
        return text
    }

    package borrowing func textOrNull(_ column: Int32) -> String? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : text(column)
    }

    /// Lends the column's text without a copy.
    ///
    /// "The pointers returned are valid until a type conversion occurs, or until sqlite3_step()
    /// is called" <https://sqlite.org/c3ref/column_blob.html>: a span cannot leave its closure.
    package borrowing func withText(_ column: Int32, _ body: (borrowing Span<UInt8>) -> Void) {
        body(bytes(column).span)
    }

    /// What stands for the values of these columns.
    package borrowing func fingerprint(of columns: Range<Int32>) -> Fingerprint {
        var fingerprint = Fingerprint()
        for column in columns {
            let value = sqlite3_column_value(handle, column)
            if sqlite3_value_type(value) == SQLITE_INTEGER {
                fingerprint.combine(sqlite3_value_int64(value))
            } else {
                fingerprint.combine(UnsafeRawBufferPointer(Self.bytes(of: value)))
            }
        }
        return fingerprint
    }

    /// The values of these columns.
    package borrowing func values(_ columns: Range<Int32>) -> [Value] {
        columns.map { column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_NULL: .null
            case SQLITE_INTEGER: .integer(integer(column))
            default: .text(text(column))
            }
        }
    }

    /// Binds the columns to the parameters of another statement.
    borrowing func bind(to statement: OpaquePointer) {
        for column in 0..<sqlite3_column_count(handle) {
            sqlite3_bind_value(statement, column + 1, sqlite3_column_value(handle, column))
        }
    }

    /// The column's text, valid as long as the row.
    borrowing func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        Self.bytes(of: sqlite3_column_value(handle, column))
    }

    /// SQLite warns of this use of a column's value where threads share its connection, which none
    /// do: <https://sqlite.org/c3ref/column_blob.html>.
    private static func bytes(of value: OpaquePointer?) -> UnsafeBufferPointer<UInt8> {
        // The text must come first: it fixes the encoding in which the length is counted.
        let text = sqlite3_value_text(value)
        let count = text == nil ? 0 : Int(sqlite3_value_bytes(value))
        return UnsafeBufferPointer(start: text, count: count)
    }
}

extension String {
    fileprivate init(copying text: borrowing Span<UInt8>) {
        self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
