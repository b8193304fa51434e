import CSQLite

/// A row that was inserted, changed or deleted, by the columns that are watched.
package struct RowChange: Sendable {
    package let table: String
    /// The values before, in the order of the watched columns; nil for a row that was not there.
    package let old: [Value]?
    /// The values after; nil for a row that is gone.
    package let new: [Value]?

    /// About as many bytes as it takes.
    package var byteCount: Int {
        func size(_ values: [Value]?) -> Int {
            values?.reduce(48) { count, value in
                guard case .text(let text) = value else { return count + 24 }
                return count + 40 + text.utf8.count
            } ?? 0
        }
        return 64 + size(old) + size(new)
    }
}

/// The columns of tables whose changes somebody wants to know.
package struct WatchedColumns: Sendable {
    /// By table, the columns in the order of the values of a change.
    fileprivate let places: [String: [Int32]]

    /// - Parameters:
    ///   - columns: the names of the columns, by table.
    ///   - connection: knows where they stand.
    package init(_ columns: [String: [String]], of connection: Connection) throws {
        var places: [String: [Int32]] = [:]
        for (table, names) in columns {
            var found: [String: Int32] = [:]
            try connection.rows("SELECT name, cid FROM pragma_table_info(?)", .text(table)) { row in
                found[row.text(0)] = Int32(row.integer(1))
                return true
            }
            places[table] = names.map { name in
                guard let place = found[name] else {
                    preconditionFailure("the table \(table) has no column \(name)")
                }
                return place
            }
        }
        self.places = places
    }
}

/// Collects the changes of rows that a connection makes, however they come about: a statement, a
/// script, a cascade, a replaced row.
///
/// <https://sqlite.org/c3ref/preupdate_blobwrite.html>
package final class RowWatch {
    /// What has been changed since `begin`, also by what is rolled back then.
    package private(set) var changes: [RowChange] = []
    /// Whether there were more changes than are kept.
    package private(set) var isOverfull = false
    private var byteCount = 0
    private let most: Int
    private let columns: WatchedColumns

    /// - Parameter most: how many bytes the changes may take.
    package init(_ columns: WatchedColumns, atMost most: Int) {
        self.columns = columns
        self.most = most
    }

    /// Forgets the changes.
    package func begin() {
        changes = []
        byteCount = 0
        isOverfull = false
    }

    fileprivate func note(_ database: OpaquePointer, _ action: Int32, _ table: String) {
        guard !isOverfull, let places = columns.places[table] else { return }
        let old = action == SQLITE_INSERT ? nil : places.map { Self.old(database, $0) }
        let new = action == SQLITE_DELETE ? nil : places.map { Self.new(database, $0) }
        guard old != new else { return }
        let change = RowChange(table: table, old: old, new: new)
        byteCount += change.byteCount
        changes.append(change)
        guard byteCount > most else { return }
        changes = []
        isOverfull = true
    }

    private static func old(_ database: OpaquePointer, _ column: Int32) -> Value {
        var value: OpaquePointer?
        guard sqlite3_preupdate_old(database, column, &value) == SQLITE_OK else { return .null }
        return Value(value)
    }

    private static func new(_ database: OpaquePointer, _ column: Int32) -> Value {
        var value: OpaquePointer?
        guard sqlite3_preupdate_new(database, column, &value) == SQLITE_OK else { return .null }
        return Value(value)
    }
}

extension Connection {
    /// Has a watch collect what this connection changes from now on.
    package func watch(by watch: RowWatch) {
        rowWatch = watch
        sqlite3_preupdate_hook(
            handle,
            { context, database, action, _, table, _, _ in
                guard let context, let database, let table else { return }
                Unmanaged<RowWatch>.fromOpaque(context).takeUnretainedValue()
                    .note(database, action, String(cString: table))
            }, Unmanaged.passUnretained(watch).toOpaque())
    }
}

extension Value {
    fileprivate init(_ value: OpaquePointer?) {
        switch sqlite3_value_type(value) {
        case SQLITE_NULL: self = .null
        case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(value))
        default:
            // A seed makes neither fractions nor blobs.
            let text = sqlite3_value_text(value)
            let count = Int(sqlite3_value_bytes(value))
            self = .text(
                String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        }
    }
}
