import Emulation
import SQLite

/// The users, inventory and seats in a store. With its extensions this has all SQL of the API's
/// requests.
struct Ledger {
    let store: Connection
    /// The organization of the caller's token; nil if authentication is open, and then all
    /// organizations count.
    let organization: Int64?

    init(_ store: Connection, of organization: Int64?) {
        self.store = store
        self.organization = organization
    }

    /// A user of an organization.
    struct User {
        let id: Int64
        let organization: Int64
        /// The name as a seat prints it: for a deleted user the object id in braces.
        let name: String
        let isDeleted: Bool

        /// The columns that `init` reads, in its order.
        static let columns = "id, organization_id, user_name, object_id, is_deleted"
        static let columnCount: Int32 = 5

        init(_ row: borrowing Row) {
            id = row.integer(0)
            organization = row.integer(1)
            isDeleted = row.integer(4) == 1
            let objectID = isDeleted ? row.textOrNull(3) : nil
            name = objectID.map { "{\($0)}" } ?? row.text(2)
        }
    }

    /// The users that a name can mean.
    enum Directory {
        /// The users that an organization lists.
        case listed
        /// Deleted users too.
        case everybody
    }

    /// The user with this name, ignoring case. If several organizations have one, the first one's.
    ///
    /// - Throws: a 404 of item type `User`.
    func user(_ name: UserName) throws -> User {
        guard let user = try users(name, .listed).first else { throw Self.unknown(name) }
        return user
    }

    static func unknown(_ name: UserName) -> StoreError {
        .notFound(itemType: "User", value: name.text, StoreRule.unknownUser)
    }

    /// The caller's users with this name, in the order of their organizations.
    func users(_ name: UserName, _ directory: Directory) throws -> [User] {
        var users: [User] = []
        try store.rows(
            name.objectID == nil ? Self.usersByName : Self.usersByObjectID,
            .text(name.objectID ?? name.folded), .integer(orNull: organization),
            .integer(directory == .everybody ? 1 : 0)
        ) { row in
            users.append(User(row))
            return true
        }
        return users
    }

    private static let usersByName = """
        SELECT \(User.columns) FROM store_users
        WHERE folded_name = ?1 AND (?2 IS NULL OR organization_id = ?2) AND is_deleted <= ?3
        ORDER BY organization_id, is_deleted
        """

    private static let usersByObjectID = """
        SELECT \(User.columns) FROM store_users
        WHERE object_id = ?1 AND (?2 IS NULL OR organization_id = ?2) AND is_deleted <= ?3
        ORDER BY organization_id, is_deleted
        """

    /// Passes to `body` the user's active seats from `start` on, by date, product and SKU, until
    /// `body` returns false. The cost does not depend on the position, except by offset.
    func forEachSeat(
        of user: User, from start: PageStart, _ body: (borrowing Row) -> Bool
    ) throws {
        switch start {
        case .beginning:
            try store.rows(
                """
                SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = ? AND state = 'active'
                ORDER BY date_assigned, product_id, sku_id
                """,
                .integer(user.id), body: body)
        case .offset(let count):
            try store.rows(
                """
                SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = ? AND state = 'active'
                ORDER BY date_assigned, product_id, sku_id LIMIT -1 OFFSET ?
                """,
                .integer(user.id), .integer(count), body: body)
        case .after(let keys):
            try store.rows(
                """
                SELECT date_assigned, product_id, sku_id FROM store_seats
                WHERE user_id = ? AND state = 'active'
                    AND (date_assigned, product_id, sku_id) > (?, ?, ?)
                ORDER BY date_assigned, product_id, sku_id
                """,
                .integer(user.id), .text(keys[0]), .text(keys[1]), .text(keys[2]), body: body)
        }
    }

    /// The keys of the user's active seats up to the one with these keys, the last first.
    func keys(ofSeatsOf user: User, upTo keys: [String], limit: Int) throws -> [[String]] {
        var found: [[String]] = []
        try store.rows(
            """
            SELECT date_assigned, product_id, sku_id FROM store_seats
            WHERE user_id = ? AND state = 'active'
                AND (date_assigned, product_id, sku_id) <= (?, ?, ?)
            ORDER BY date_assigned DESC, product_id DESC, sku_id DESC LIMIT ?
            """,
            .integer(user.id), .text(keys[0]), .text(keys[1]), .text(keys[2]),
            .integer(Int64(limit))
        ) { row in
            found.append([row.text(0), row.text(1), row.text(2)])
            return true
        }
        return found
    }
}
