import SQLite

/// Adds and changes the users of an organization.
extension Ledger {
    /// Adds a user to the ledger's organization.
    ///
    /// - Parameter name: a user principal name that the organization does not have yet.
    /// - Returns: the user's id.
    func insertUser(_ name: String) throws -> Int64 {
        let folded = UserName.fold(name)
        try store.run(
            "INSERT INTO store_users (organization_id, user_name, folded_name) VALUES (?, ?, ?)",
            .integer(orNull: organization), .text(name), .text(folded))
        let id = try store.integer("SELECT last_insert_rowid()")
        try noteDomain(of: folded)
        return id
    }

    /// Notes that the organization has users of a domain.
    ///
    /// - Parameter user: a user principal name in lower case.
    func noteDomain(of user: String) throws {
        try store.run(
            "INSERT OR IGNORE INTO store_domains VALUES (?, ?, 0)",
            .text(UserName.domain(of: user)), .integer(orNull: organization))
    }

    /// - Parameter objectID: nil leaves it as it is.
    func change(_ user: Int64, objectID: String? = nil, isDeleted: Bool) throws {
        try store.run(
            """
            UPDATE store_users SET object_id = coalesce(?, object_id), is_deleted = ? WHERE id = ?
            """,
            .text(orNull: objectID), .integer(isDeleted ? 1 : 0), .integer(user))
    }
}
