import CSQLite
import Glibc

/// A failed statement of a script. The offset, in bytes, is the mistake's, or the statement's start
/// if the mistake's is unknown.
package struct ScriptError: Error, Sendable {
    package let offset: Int
    package let message: String
    /// SQLite's error, if SQLite refused the statement.
    package var cause: SQLiteError?
}

extension Connection {
    /// Runs the statements of `sql` in turn.
    ///
    /// `BEGIN`, `COMMIT` and `PRAGMA foreign_keys`, which `sqlite3` puts around a dump, are
    /// ignored. The script runs in the caller's transaction.
    ///
    /// - Parameter tables: whether the script may read and write the rows of a table, whose name is
    ///   in lower case. Nothing else is allowed: no other table, no attached file, no schema, no
    ///   pragma.
    package func runScript(
        _ sql: String, onTables tables: @escaping (String) -> Bool
    ) throws(ScriptError) {
        // If there is no memory for this, the script will fail for the same reason.
        _ = Result { try BoundedFunction.replaceOriginals(on: self) }
        let limits = Self.scriptLimits.map { ($0, sqlite3_limit(handle, $0, $1)) }
        defer { for (limit, before) in limits { sqlite3_limit(handle, limit, before) } }
        let scriptGuard = ScriptGuard(tables, among: try tableNames())
        sqlite3_set_authorizer(handle, authorize, Unmanaged.passUnretained(scriptGuard).toOpaque())
        defer {
            sqlite3_set_authorizer(handle, nil, nil)
            withExtendedLifetime(scriptGuard) {}
        }
        // `prepare` stops at a NUL and would ignore the rest.
        if let index = sql.utf8.firstIndex(of: 0) {
            let offset = sql.utf8.distance(from: sql.startIndex, to: index)
            throw ScriptError(offset: offset, message: "a NUL character")
        }
        do {
            try runStatements(of: sql)
        } catch let error as ScriptError {
            let message = leash?.end?.description ?? scriptGuard.refusal ?? error.message
            throw ScriptError(offset: error.offset, message: message, cause: error.cause)
        } catch {
            preconditionFailure("a script only throws its own errors: \(error)")
        }
    }

    /// The names of all tables and views in lower case, including those of the schema.
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

    /// A leash can only act between SQLite's instructions, so no instruction may take much time or
    /// memory. These limit the bytes of a text or a row, and of a pattern of `LIKE` and `GLOB`.
    static let scriptLimits: KeyValuePairs<Int32, Int32> = [
        SQLITE_LIMIT_LENGTH: 1 << 20, SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    ]

    /// Runs the statements of a trusted script: a schema.
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

/// The number of bytes of blanks, semicolons and comments at the start of a script.
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
