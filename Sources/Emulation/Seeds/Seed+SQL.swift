import JSON
package import SQLite

// Seeds that are SQL scripts.
extension Seed {
    func loadSQL(
        _ text: JSONText, into store: Connection, for roster: Roster, clock: Clock
    ) throws -> [SeedMistake] {
        let script: String
        do throws(UTF8.ValidationError) {
            script = try text.validated()
        } catch {
            return [mistake("not UTF-8 text", in: text, at: error.byteOffsets.lowerBound)]
        }
        do {
            try run(script, on: store, for: roster)
        } catch let error as ScriptError {
            if let cause = error.cause, cause.isFull { throw cause }
            return [mistake(error.message, in: text, at: text.start + error.offset)]
        }
        return try Self.mistakes(in: store, of: roster, at: clock.now).map { mistake($0, in: text) }
    }

    /// Completes the rows that SQL has written, and returns the mistakes that a JSON seed could not
    /// make.
    package static func mistakes(
        in store: Connection, of roster: Roster, at now: Instant
    ) throws -> [String] {
        let malformed = try tables(of: roster, in: store).flatMap { table in
            try store.malformedTexts(in: table, most: SeedError.mostMistakes).map(\.description)
        }
        // The other checks read the texts.
        guard malformed.isEmpty else { return malformed }
        return try roster.seeded.flatMap { try $0.finish(.sql, on: store, at: now) }
            + Applications.mistakes(in: store, of: roster, at: now)
    }

    /// Runs a script under the guards of the APIs. The next script needs new guards.
    private func run(
        _ script: String, on store: Connection, for roster: Roster
    ) throws {
        for api in roster.seeded { try store.runScript(api.scriptGuards) }
        let result = Result {
            try store.runScript(script) { table in
                Self.isOpen(table, for: roster)
            }
        }
        try dropGuards(on: store)
        try result.get()
    }

    /// Whether an SQL seed may read and write a table.
    private static func isOpen(_ table: String, for roster: Roster) -> Bool {
        table == Applications.table || roster.seeded.contains { table.hasPrefix($0.name + "_") }
    }

    private static func tables(
        of roster: Roster, in store: Connection
    ) throws -> [String] {
        var tables: [String] = []
        try store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid") {
            row in
            tables.append(row.text(0))
            return true
        }
        return tables.filter { isOpen($0, for: roster) }
    }

    private func dropGuards(on store: Connection) throws {
        var triggers: [String] = []
        try store.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'") {
            triggers.append($0.text(0))
            return true
        }
        for trigger in triggers { try store.run("DROP TRIGGER temp.\(trigger)") }
    }
}
