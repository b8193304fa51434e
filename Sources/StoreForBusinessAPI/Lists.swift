import Emulation
import SQLite

// What the paged operations list. The queries of the pages have the same conditions.
extension List {
    /// The active seats of a user: `?1` the user's id.
    static let seatsOfUser = List(
        of: "store_seats", identity: ["product_id", "sku_id"], order: ["date_assigned"],
        where: "user_id = ?1 AND state = 'active'", parts: ["user_id"], pagedBy: .tokens, in: seats)

    /// The active seats of an inventory entry: `?1` and `?2` its key, `?3` its organization. An
    /// organization has a user once.
    static let seatsOfProduct = List(
        of: "store_seats", identity: ["user_id"],
        where: """
            product_id = ?1 AND sku_id = ?2 AND state = 'active' AND ?3 = (
                SELECT organization_id FROM store_users WHERE store_users.id = user_id)
            """, parts: ["product_id", "sku_id"], pagedBy: .tokens, in: seats)

    /// The entries of the inventory: `?1` to `?5` the filter, `?6` the organization, or null for
    /// all, of which several may have a product.
    static let inventory = List(
        of: "store_inventory", identity: ["id", "product_id", "sku_id"], order: ["organization_id"],
        where: """
            last_modified >= ?1 AND (?2 OR license_type <> 'online')
                AND (?3 OR license_type <> 'offline') AND (?4 OR status = 'active')
                AND (?5 OR product_kind IS NULL OR lower(product_kind) <> 'subscription')
                AND (?6 IS NULL OR organization_id = ?6)
            """, pagedBy: .tokens,
        in: ListForm(
            .token, enumeration: "licenseType",
            optional: ["lastModified", "distributionPolicy", "productKind"]))

    /// How seats are paged.
    private static let seats = ListForm(
        .token, enumeration: "state", optional: ["dateAssigned", "state"])
}

extension List.Paging {
    fileprivate static let tokens = List.Paging(page: "continuationToken", size: "maxResults")
}

extension InventoryFilter {
    /// The values of the list that it chooses.
    ///
    /// - Parameter organization: nil for all.
    func values(of organization: Int64?) -> [Value] {
        [
            .text(modifiedSince), .integer(includesOnline ? 1 : 0),
            .integer(includesOffline ? 1 : 0), .integer(includesRemoved ? 1 : 0),
            .integer(includesSubscriptions ? 1 : 0), .integer(orNull: organization),
        ]
    }
}
