import Emulation
import SQLite

/// The rules of the inventory and of what is assigned from it.
extension Ledger {
    /// The entry of this product, upper and lower case alike; of several, the first organization's.
    ///
    /// - Throws: a 404 of item type `Inventory`, also for an entry that has been removed.
    func entry(_ key: ProductKey) throws -> InventoryEntry {
        guard let entry = try find(key) else { throw Self.unknown(key) }
        return entry
    }

    /// Likewise; nil where there is none.
    func find(_ key: ProductKey) throws -> InventoryEntry? {
        try find(key, of: organization)
    }

    /// - Parameter organization: the only one to look in; nil for all.
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

    /// The entry of this product and the user of this name, of one organization: where nobody is
    /// asked who they are, of the first that has both.
    ///
    /// - Throws: a 404 of item type `Inventory` where there is no such entry, or where the user's
    ///   organization does not have it, and of item type `User` where there is no such user.
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

    private static func unknown(_ key: ProductKey) -> StoreError {
        .notFound(itemType: "Inventory", value: key.text, StoreRule.unknownInventory)
    }

    /// Seats are assigned of online products only.
    ///
    /// - Throws: a 409 with the reason `Not online`.
    func requireOnline(_ entry: InventoryEntry) throws(StoreError) {
        guard entry.licenseType == "online" else {
            throw .conflict(reason: "Not online", StoreRule.notOnline)
        }
    }

    /// Lends the entries behind the entry `position` that pass the filter, by organization and then
    /// in the order of their declaration, until `body` has enough.
    func forEachEntry(
        _ filter: InventoryFilter, after position: Int64, _ body: (InventoryEntry) -> Bool
    ) throws {
        try store.rows(
            """
            SELECT \(InventoryEntry.columns) FROM store_inventory
            WHERE (?1 = 0 OR (organization_id, id) > (
                    (SELECT organization_id FROM store_inventory WHERE id = ?1), ?1))
                AND last_modified >= ?2 AND (?3 OR license_type <> 'online')
                AND (?4 OR license_type <> 'offline') AND (?5 OR status = 'active')
                AND (?6 OR product_kind IS NULL OR lower(product_kind) <> 'subscription')
                AND (?7 IS NULL OR organization_id = ?7)
            ORDER BY organization_id, id
            """,
            .integer(position), .text(filter.modifiedSince),
            .integer(filter.includesOnline ? 1 : 0), .integer(filter.includesOffline ? 1 : 0),
            .integer(filter.includesRemoved ? 1 : 0),
            .integer(filter.includesSubscriptions ? 1 : 0), .integer(orNull: organization)
        ) { body(InventoryEntry($0)) }
    }
}
