package import SQLite

// Users by how many seats they hold.
extension StoreForBusiness {
    /// The name of the user who holds the most active seats; nil if nobody holds any.
    package static func userWithMostSeats(in store: Connection) throws -> String? {
        try store.row(
            """
            SELECT user_name FROM store_users JOIN store_seats ON user_id = id
            WHERE is_deleted = 0 AND state = 'active'
            GROUP BY id ORDER BY count(*) DESC, id LIMIT 1
            """
        ) { $0.text(0) }
    }

    /// The name of a user who holds no active seat; nil if there is none.
    package static func userWithoutSeats(in store: Connection) throws -> String? {
        try store.row(
            """
            SELECT user_name FROM store_users
            WHERE is_deleted = 0 AND NOT EXISTS (
                SELECT 1 FROM store_seats WHERE user_id = id AND state = 'active')
            ORDER BY id LIMIT 1
            """
        ) { $0.text(0) }
    }
}
