import CSQLite

/// Decides what a script may do, and remembers in words what it refused.
final class ScriptGuard {
    private let tables: (String) -> Bool
    private let known: Set<String>
    private(set) var refusal: String?

    init(_ tables: @escaping (String) -> Bool, among known: Set<String>) {
        self.tables = tables
        self.known = known
    }

    /// The two words are the authorizer's: the table and its column, or for a function its name.
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
            // Rows of which no value is read, as count(*) does, may be a common table expression's:
            // SQLite then gives its name for the table's.
            if action == SQLITE_READ, second.isEmpty, !known.contains(table) { return SQLITE_OK }
            // A CREATE or a DROP begins with a write to the schema.
            let isSchema = table == "sqlite_master" && action != SQLITE_READ
            refusal = isSchema ? Self.onlyRows : "a seed may not touch the table \(first)"
        default:
            refusal = Self.onlyRows
        }
        return SQLITE_DENY
    }

    private static let onlyRows = "a seed may only SELECT, INSERT, UPDATE and DELETE"

    /// They reach out of the database: into files, and by an address into memory.
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
