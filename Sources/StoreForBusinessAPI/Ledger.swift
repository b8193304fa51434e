internal import Emulation
internal import SQLite

/// The rules of seats, and the only SQL of this API.
internal struct Ledger {
    private let store: Connection

    init(_ store: Connection) {
        self.store = store
    }

    /// A user of an organization.
    struct User {
        let id: Int64
        /// As it is stored, and printed.
        let name: String
    }

    /// The first organization's user of this name, upper and lower case alike.
    ///
    /// - Throws: a 404 of item type `User`.
    func user(_ name: UserName) throws -> User {
        let user =
            if let objectID = name.objectID {
                try store.row(
                    "SELECT id, user_name FROM store_users WHERE object_id = ? "
                        + "ORDER BY organization_id LIMIT 1",
                    .text(objectID), body: Self.readUser)
            } else {
                try store.row(
                    "SELECT id, user_name FROM store_users WHERE folded_name = ? "
                        + "ORDER BY organization_id LIMIT 1",
                    .text(name.folded), body: Self.readUser)
            }
        guard let user else {
            throw StoreError.notFound(itemType: "User", value: name.text, StoreRule.unknownUser)
        }
        return user
    }

    /// The columns of a seat's row, in the order of `forEachSeat`.
    enum SeatColumn {
        static let dateAssigned: Int32 = 0
        static let productID: Int32 = 1
        static let skuID: Int32 = 2
    }

    /// Lends the user's active seats behind `position`, by date, product and SKU, until `body` has
    /// enough; costs the same wherever it starts.
    func forEachSeat(
        of user: User, after position: SeatPosition?, _ body: (borrowing Row) -> Bool
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
            .integer(user.id), .text(position.dateAssigned), .text(position.productID),
            .text(position.skuID), body: body)
    }

    private static func readUser(_ row: borrowing Row) -> User {
        User(id: row.integer(0), name: row.text(1))
    }
}
