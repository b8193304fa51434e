import CSQLite

extension Connection {
    /// How a transaction starts.
    package enum Intent: Sendable {
        case read
        /// Takes the write lock at once, so that the transaction cannot fail halfway for lack of
        /// it.
        case write
    }

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs `body` as one transaction, which is rolled back if `body` throws.
    ///
    /// Reading private memory needs no transaction because nothing else can change it.
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
            // Some errors roll back by themselves.
            if isInTransaction { try run("ROLLBACK") }
            throw error
        }
    }

    /// Runs `body` without the `CHECK`s of the tables, which its rows must satisfy.
    package func trusting(_ body: () throws -> Void) throws {
        try run("PRAGMA ignore_check_constraints = ON")
        let result = Result { try body() }
        try run("PRAGMA ignore_check_constraints = OFF")
        try result.get()
    }

}
