import CSQLite
import Glibc

/// A statement of a script that failed: where it starts or where in it the mistake is, in bytes.
package struct ScriptError: Error, Sendable {
    package let offset: Int
    package let message: String
    /// What SQLite said, where it was that which refused.
    package var cause: SQLiteError?
}

extension Connection {
    /// Runs the statements of `sql` in turn.
    ///
    /// What `sqlite3` puts around the rows that it dumps (`BEGIN`, `COMMIT`, `PRAGMA foreign_keys`)
    /// is passed over: the caller's transaction is the script's.
    ///
    /// - Parameter tables: says of a table, in lower case, whether the script may read and write
    ///   its rows. Nothing else is allowed: no other table, no file attached, no schema, no pragma.
    package func runScript(
        _ sql: String, onTables tables: @escaping (String) -> Bool
    ) throws(ScriptError) {
        // A connection that has no memory for it has none for the script either.
        _ = Result { try BoundedFunction.replaceOriginals(on: self) }
        let limits = Self.scriptLimits.map { ($0, sqlite3_limit(handle, $0, $1)) }
        defer { for (limit, before) in limits { sqlite3_limit(handle, limit, before) } }
        let guardian = Guardian(tables, among: try tableNames())
        sqlite3_set_authorizer(handle, authorize, Unmanaged.passUnretained(guardian).toOpaque())
        defer {
            sqlite3_set_authorizer(handle, nil, nil)
            withExtendedLifetime(guardian) {}
        }
        // `prepare` reads up to a NUL, and would pass over what is behind it.
        if let index = sql.utf8.firstIndex(of: 0) {
            let offset = sql.utf8.distance(from: sql.startIndex, to: index)
            throw ScriptError(offset: offset, message: "a NUL character")
        }
        do {
            try runStatements(of: sql)
        } catch let error as ScriptError {
            let message = leash?.end?.description ?? guardian.refusal ?? error.message
            throw ScriptError(offset: error.offset, message: message, cause: error.cause)
        } catch {
            preconditionFailure("a script only throws its own errors: \(error)")
        }
    }

    /// The names of all tables and views, in lower case, also of those that say what there is.
    private func tableNames() throws(ScriptError) -> Set<String> {
        var names: Set = [
            "sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema",
        ]
        do {
            try rows(
                "SELECT lower(name) FROM (SELECT name FROM sqlite_schema UNION ALL "
                    + "SELECT name FROM sqlite_temp_schema)"
            ) { row in
                names.insert(row.text(0))
                return true
            }
            return names
        } catch let error as SQLiteError {
            throw ScriptError(offset: 0, message: error.message, cause: error)
        } catch {
            preconditionFailure("SQLite throws its own errors: \(error)")
        }
    }

    /// A leash breaks off between SQLite's instructions: none may take long by itself, or much
    /// memory. Bytes of a text or a row, and of a pattern of `LIKE` and `GLOB`.
    static let scriptLimits: KeyValuePairs<Int32, Int32> = [
        SQLITE_LIMIT_LENGTH: 1 << 20, SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    ]

    /// Runs the statements of a script of our own: a schema.
    package func runScript(_ sql: String) throws {
        try runStatements(of: sql)
    }

    private func runStatements(of sql: String) throws {
        try sql.withCString { start in
            var next = start
            while next.pointee != 0 {
                do {
                    var length = 0
                    let statement = try Statement(
                        next, in: self, persistent: false, length: &length)
                    if let parameter = statement?.parameter {
                        throw ScriptError(
                            offset: next - start + blankCount(next),
                            message: "the parameter \(parameter) has no value")
                    }
                    leash?.begin()
                    try statement?.run([]) { _ in true }
                    next += length
                } catch let error as SQLiteError {
                    let place = error.offset ?? blankCount(next)
                    throw ScriptError(
                        offset: next - start + place, message: error.message, cause: error)
                }
            }
        }
    }
}

/// Decides what a script may do, and remembers in words what it refused.
private final class Guardian {
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
private func authorize(
    _ context: UnsafeMutableRawPointer?, _ action: Int32, _ first: UnsafePointer<CChar>?,
    _ second: UnsafePointer<CChar>?, _ database: UnsafePointer<CChar>?,
    _ trigger: UnsafePointer<CChar>?
) -> Int32 {
    guard let context else { return SQLITE_DENY }
    return Unmanaged<Guardian>.fromOpaque(context).takeUnretainedValue().verdict(
        on: action, first.map { String(cString: $0) } ?? "",
        second.map { String(cString: $0) } ?? "")
}

/// How many bytes of blanks, semicolons and comments a script starts with.
private func blankCount(_ sql: UnsafePointer<CChar>) -> Int {
    var rest = sql
    while true {
        switch (UInt8(bitPattern: rest[0]), UInt8(bitPattern: rest[0] == 0 ? 0 : rest[1])) {
        case (0x20, _), (0x09...0x0D, _), (UInt8(ascii: ";"), _):
            rest += 1
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            rest += strcspn(rest, "\n")
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            guard let end = strstr(rest + 2, "*/") else { return rest - sql }
            rest = UnsafePointer(end) + 2
        default:
            return rest - sql
        }
    }
}
