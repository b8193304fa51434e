import CSQLite

extension Connection {
    /// How a transaction starts.
    package enum Intent: Sendable {
        case read
        /// Takes the write lock at once, so that it cannot fail half way for want of it.
        case write
    }

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs `body` as one transaction: all of it, or nothing where it throws.
    ///
    /// Reading memory that nobody else has needs none: what is read does not change meanwhile.
    package func transaction<Result>(
        _ intent: Intent, _ body: (Connection) throws -> Result
    ) throws -> Result {
        if intent == .read, isAlone { return try body(self) }
        try run(intent == .read ? "BEGIN" : "BEGIN IMMEDIATE")
        do {
            let result = try body(self)
            try run("COMMIT")
            return result
        } catch {
            // Some errors have rolled back already; then there is nothing left to roll back.
            if isInTransaction { try run("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` and takes its word that rows keep the `CHECK`s of their tables.
    package func trusting(_ body: () throws -> Void) throws {
        try run("PRAGMA ignore_check_constraints = ON")
        let result = Result { try body() }
        try run("PRAGMA ignore_check_constraints = OFF")
        try result.get()
    }

}
