import Emulation
import SQLite

/// Queries of the inventory.
extension Ledger {
    /// The entry of a product, ignoring case. If several organizations have it, the first one's.
    ///
    /// - Throws: a 404 of item type `Inventory`, also if the entry has been removed.
    func entry(_ key: ProductKey) throws -> InventoryEntry {
        guard let entry = try find(key) else { throw Self.unknown(key) }
        return entry
    }

    /// Likewise; nil if there is no entry.
    func find(_ key: ProductKey) throws -> InventoryEntry? {
        try find(key, of: organization)
    }

    /// - Parameter organization: the organization to search; nil for all.
    private func find(_ key: ProductKey, of organization: Int64?) throws -> InventoryEntry? {
        try store.row(
            """
            SELECT \(InventoryEntry.columns) FROM store_inventory
            WHERE product_id = ?1 COLLATE NOCASE AND sku_id = ?2 COLLATE NOCASE
                AND status = 'active' AND (?3 IS NULL OR organization_id = ?3)
            ORDER BY organization_id, id LIMIT 1
            """,
            .text(key.productID), .text(key.skuID), .integer(orNull: organization)
        ) { InventoryEntry($0) }
    }

    /// The entry of a product and the user with a name, in one organization. If authentication is
    /// open, it is the first organization that has both.
    ///
    /// - Throws: a 404 of item type `Inventory` if the entry does not exist or the user's
    ///   organization does not have it; a 404 of item type `User` if the user does not exist.
    func holding(
        _ key: ProductKey, _ name: UserName, _ directory: Directory
    ) throws -> (entry: InventoryEntry, user: User) {
        let users = try users(name, directory)
        for user in users {
            if let entry = try find(key, of: user.organization) { return (entry, user) }
        }
        // The error tables name the inventory before the user.
        guard users.isEmpty, try find(key) != nil else { throw Self.unknown(key) }
        throw Self.unknown(name)
    }

    /// Gives an entry this many seats, of which more may already be assigned.
    func setCapacity(of entry: InventoryEntry, to count: Int64) throws {
        try store.run(
            "UPDATE store_inventory SET seat_capacity = ? WHERE id = ?", .integer(count),
            .integer(entry.id))
    }

    private static func unknown(_ key: ProductKey) -> StoreError {
        .notFound(itemType: "Inventory", value: key.text, StoreRule.unknownInventory)
    }

    /// Only online products have seats.
    ///
    /// - Throws: a 409 with the reason `Not online`.
    func requireOnline(_ entry: InventoryEntry) throws(StoreError) {
        guard entry.licenseType == "online" else {
            throw .conflict(reason: "Not online", StoreRule.notOnline)
        }
    }

    /// Passes to `body` the entries from `start` on that match the filter, by organization and in
    /// the order of declaration, until `body` returns false.
    func forEachEntry(
        _ filter: InventoryFilter, from start: PageStart, _ body: (InventoryEntry) -> Bool
    ) throws {
        try store.rows(
            """
            SELECT \(InventoryEntry.columns) FROM store_inventory
            WHERE (?7 = 0 OR (organization_id, id) > (
                    (SELECT organization_id FROM store_inventory WHERE id = ?7), ?7))
                AND \(List.inventory.condition)
            ORDER BY organization_id, id LIMIT -1 OFFSET ?8
            """,
            values: filter.values(of: organization)
                + [.integer(start.number ?? 0), .integer(start.offset ?? 0)]
        ) { body(InventoryEntry($0)) }
    }

    /// The ids of the entries that match the filter up to the one with this id, the last first.
    func keys(
        ofEntries filter: InventoryFilter, upTo keys: [String], limit: Int
    ) throws -> [[String]] {
        var found: [[String]] = []
        try store.rows(
            """
            SELECT id FROM store_inventory
            WHERE (organization_id, id) <= (
                    (SELECT organization_id FROM store_inventory WHERE id = ?7), ?7)
                AND \(List.inventory.condition)
            ORDER BY organization_id DESC, id DESC LIMIT ?8
            """,
            values: filter.values(of: organization)
                + [.integer(Int64(keys[0]) ?? 0), .integer(Int64(limit))]
        ) { row in
            found.append([row.text(0)])
            return true
        }
        return found
    }
}
