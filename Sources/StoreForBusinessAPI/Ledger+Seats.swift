import Emulation
import SQLite

/// Lists, assigns and reclaims the seats of an inventory entry.
extension Ledger {
    /// Passes to `body` the entry's active seats from `start` on, in the order in which their users
    /// were declared, until `body` returns false.
    func forEachSeat(
        of entry: InventoryEntry, from start: PageStart, _ body: (_ user: Int64, Seat) -> Bool
    ) throws {
        try store.rows(
            """
            SELECT \(User.columns), date_assigned FROM store_seats AS seat
            JOIN store_users ON id = seat.user_id
            WHERE product_id = ? AND sku_id = ? AND seat.user_id > ? AND state = 'active'
                AND organization_id = ?
            ORDER BY seat.user_id LIMIT -1 OFFSET ?
            """,
            .text(entry.key.productID), .text(entry.key.skuID), .integer(start.number ?? 0),
            .integer(entry.organization), .integer(start.offset ?? 0)
        ) { row in
            let user = User(row)
            return body(
                user.id,
                Seat(
                    assignedTo: user.name, dateAssigned: row.text(User.columnCount),
                    state: "active", key: entry.key))
        }
    }

    /// The users of the entry's active seats up to the one with this key, the last first.
    func keys(
        ofSeatsOf entry: InventoryEntry, upTo keys: [String], limit: Int
    ) throws -> [[String]] {
        var found: [[String]] = []
        try store.rows(
            """
            SELECT seat.user_id FROM store_seats AS seat
            JOIN store_users ON id = seat.user_id
            WHERE product_id = ? AND sku_id = ? AND seat.user_id <= ? AND state = 'active'
                AND organization_id = ?
            ORDER BY seat.user_id DESC LIMIT ?
            """,
            .text(entry.key.productID), .text(entry.key.skuID), .integer(Int64(keys[0]) ?? 0),
            .integer(entry.organization), .integer(Int64(limit))
        ) { row in
            found.append([row.text(0)])
            return true
        }
        return found
    }

    /// The user's active seat of the entry.
    ///
    /// - Throws: a 404 of item type `Seat` with the name as received.
    func seat(of user: User, _ name: UserName, on entry: InventoryEntry) throws -> Seat {
        guard let seat = try find(user, entry), seat.state == "active" else {
            throw StoreError.notFound(
                itemType: "Seat", value: "\(entry.key.text)/\(name.text)", StoreRule.unknownSeat)
        }
        return seat
    }

    /// Assigns a seat. A user who holds the seat already keeps it unchanged.
    ///
    /// - Throws: a 409 if no seat is left.
    func assign(_ entry: InventoryEntry, to user: User, at now: Instant) throws -> Seat {
        let held = try find(user, entry)
        if let held, held.state == "active" { return held }
        // Read again, because a bulk call may have assigned seats since `entry` was read.
        guard try fresh(entry)?.hasSeatLeft == true else {
            throw StoreError.conflict(reason: "No seats available", StoreRule.noSeatLeft)
        }
        if held != nil {
            try store.run(
                """
                UPDATE store_seats SET state = 'active', date_assigned = ?
                WHERE user_id = ? AND product_id = ? AND sku_id = ?
                """,
                .text(now.text), .integer(user.id), .text(entry.key.productID),
                .text(entry.key.skuID))
        } else {
            try store.run(
                "INSERT INTO store_seats (user_id, date_assigned, product_id, sku_id) "
                    + "VALUES (?, ?, ?, ?)",
                .integer(user.id), .text(now.text), .text(entry.key.productID),
                .text(entry.key.skuID))
        }
        try count(entry, change: 1)
        return Seat(
            assignedTo: user.name, dateAssigned: now.text, state: "active", key: entry.key)
    }

    /// Reclaims an active seat, which prints as revoked.
    ///
    /// - Throws: a 404 of item type `Seat` if the user does not hold the seat.
    func reclaim(_ entry: InventoryEntry, from user: User, _ name: UserName) throws -> Seat {
        let seat = try seat(of: user, name, on: entry)
        try store.run(
            """
            UPDATE store_seats SET state = 'revoked'
            WHERE user_id = ? AND product_id = ? AND sku_id = ?
            """,
            .integer(user.id), .text(entry.key.productID), .text(entry.key.skuID))
        try count(entry, change: -1)
        return Seat(
            assignedTo: seat.assignedTo, dateAssigned: seat.dateAssigned, state: "revoked",
            key: entry.key)
    }

    /// The entry as it is now.
    private func fresh(_ entry: InventoryEntry) throws -> InventoryEntry? {
        try store.row(
            "SELECT \(InventoryEntry.columns) FROM store_inventory WHERE id = ?",
            .integer(entry.id)
        ) { InventoryEntry($0) }
    }

    /// Never below zero, because someone may have edited the seats of a store file without counting
    /// them.
    private func count(_ entry: InventoryEntry, change: Int64) throws {
        try store.run(
            "UPDATE store_inventory SET assigned_seats = max(0, assigned_seats + ?) WHERE id = ?",
            .integer(change), .integer(entry.id))
    }

    private func find(_ user: User, _ entry: InventoryEntry) throws -> Seat? {
        try store.row(
            """
            SELECT date_assigned, state FROM store_seats
            WHERE product_id = ? AND sku_id = ? AND user_id = ?
            """,
            .text(entry.key.productID), .text(entry.key.skuID), .integer(user.id)
        ) { row in
            Seat(
                assignedTo: user.name, dateAssigned: row.text(0), state: row.text(1),
                key: entry.key)
        }
    }

    /// Counts the seats of every entry. Run this after seeds have been loaded.
    func countSeats() throws {
        try store.run(
            """
            UPDATE store_inventory SET assigned_seats = (
                SELECT count(*) FROM store_seats AS seat JOIN store_users AS user
                    ON user.id = seat.user_id
                WHERE seat.product_id = store_inventory.product_id
                    AND seat.sku_id = store_inventory.sku_id AND seat.state = 'active'
                    AND user.organization_id = store_inventory.organization_id)
            """)
    }
}
