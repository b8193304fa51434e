internal import Emulation
internal import SQLite

/// The rules of users, inventory and seats, and the only SQL of this API.
internal struct Ledger {
    internal let store: Connection
    /// The one that the caller's token names; nil where nobody is asked for one, then all count.
    internal let organization: Int64?

    init(_ store: Connection, of organization: Int64?) {
        self.store = store
        self.organization = organization
    }

    /// A user of an organization.
    struct User {
        let id: Int64
        let organization: Int64
        /// As it is stored, and printed.
        let name: String
    }

    /// The user of this name, upper and lower case alike; of several, the first organization's.
    ///
    /// - Parameter organization: the only one to look in; nil for those of the caller.
    /// - Throws: a 404 of item type `User`.
    func user(_ name: UserName, of organization: Int64? = nil) throws -> User {
        guard let user = try find(name, of: organization ?? self.organization) else {
            throw StoreError.notFound(itemType: "User", value: name.text, StoreRule.unknownUser)
        }
        return user
    }

    private func find(_ name: UserName, of organization: Int64?) throws -> User? {
        if let objectID = name.objectID {
            return try store.row(
                """
                SELECT id, organization_id, user_name FROM store_users
                WHERE object_id = ?1 AND (?2 IS NULL OR organization_id = ?2)
                ORDER BY organization_id LIMIT 1
                """,
                .text(objectID), .integer(orNull: organization), body: Self.readUser)
        }
        return try store.row(
            """
            SELECT id, organization_id, user_name FROM store_users
            WHERE folded_name = ?1 AND (?2 IS NULL OR organization_id = ?2)
            ORDER BY organization_id LIMIT 1
            """,
            .text(name.folded), .integer(orNull: organization), body: Self.readUser)
    }

    private static func readUser(_ row: borrowing Row) -> User {
        User(id: row.integer(0), organization: row.integer(1), name: row.text(2))
    }

    // MARK: The seats of a user

    /// Lends the user's active seats behind `position`, by date, product and SKU, until `body` has
    /// enough; costs the same wherever it starts.
    func forEachSeat(
        of user: User, after position: [String]?, _ body: (borrowing Row) -> Bool
    ) throws {
        guard let position else {
            return try store.rows(
                """
                SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = ? AND state = 'active'
                ORDER BY date_assigned, product_id, sku_id
                """,
                .integer(user.id), body: body)
        }
        try store.rows(
            """
            SELECT date_assigned, product_id, sku_id FROM store_seats
            WHERE user_id = ? AND state = 'active'
                AND (date_assigned, product_id, sku_id) > (?, ?, ?)
            ORDER BY date_assigned, product_id, sku_id
            """,
            .integer(user.id), .text(position[0]), .text(position[1]), .text(position[2]),
            body: body)
    }
}
