import CSQLite

/// Decides what a script may do, and keeps the message for what it refused.
final class ScriptGuard {
    private let tables: (String) -> Bool
    private let known: Set<String>
    private(set) var refusal: String?

    init(_ tables: @escaping (String) -> Bool, among known: Set<String>) {
        self.tables = tables
        self.known = known
    }

    /// The two words come from the authorizer: a table and its column, or the name of a function.
    ///
    /// - Returns: `SQLITE_OK`, `SQLITE_DENY`, or `SQLITE_IGNORE` for a statement that does nothing.
    func verdict(on action: Int32, _ first: String, _ second: String) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_FUNCTION where !Self.forbiddenFunctions.contains(second): return SQLITE_OK
        case SQLITE_TRANSACTION where first != "ROLLBACK": return SQLITE_IGNORE
        case SQLITE_PRAGMA where first.lowercased() == "foreign_keys": return SQLITE_IGNORE
        case SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
            let table = first.lowercased()
            if tables(table) { return SQLITE_OK }
            // count(*) reads no value of a row. For a common table expression SQLite then gives the
            // name of the expression.
            if action == SQLITE_READ, second.isEmpty, !known.contains(table) { return SQLITE_OK }
            // CREATE and DROP begin with a write to the schema.
            let isSchema = table == "sqlite_master" && action != SQLITE_READ
            refusal = isSchema ? Self.onlyRows : "a seed may not touch the table \(first)"
        default:
            refusal = Self.onlyRows
        }
        return SQLITE_DENY
    }

    private static let onlyRows = "a seed may only SELECT, INSERT, UPDATE and DELETE"

    /// These functions reach beyond the database: into files, and into memory by an address.
    private static let forbiddenFunctions = ["load_extension", "fts3_tokenizer"]
}

/// SQLite's authorizer, <https://sqlite.org/c3ref/set_authorizer.html>.
func authorize(
    _ context: UnsafeMutableRawPointer?, _ action: Int32, _ first: UnsafePointer<CChar>?,
    _ second: UnsafePointer<CChar>?, _ database: UnsafePointer<CChar>?,
    _ trigger: UnsafePointer<CChar>?
) -> Int32 {
    guard let context else { return SQLITE_DENY }
    return Unmanaged<ScriptGuard>.fromOpaque(context).takeUnretainedValue().verdict(
        on: action, first.map { String(cString: $0) } ?? "",
        second.map { String(cString: $0) } ?? "")
}
