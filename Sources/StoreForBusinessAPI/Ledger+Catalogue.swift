import JSON
import SQLite

/// Queries of the catalogue: every product that an organization has or had.
extension Ledger {
    /// What the catalogue has of a product. The caller's own entry comes before others'.
    func listing(_ key: ProductKey) throws -> Listing {
        let found = try store.row(
            """
            SELECT product_id, sku_id, product, license_type,
                status = 'active' AND (?3 IS NULL OR organization_id = ?3)
            FROM store_inventory
            WHERE product_id = ?1 COLLATE NOCASE AND sku_id = ?2 COLLATE NOCASE
            ORDER BY 5 DESC, organization_id IS ?3 DESC, organization_id, id LIMIT 1
            """,
            .text(key.productID), .text(key.skuID), .integer(orNull: organization)
        ) { row in
            Listing(
                key: key,
                product: try Product(
                    ProductKey(productID: row.text(0), skuID: row.text(1)), row.textOrNull(2)),
                isOtherSKUKnown: true, isOwned: row.integer(4) == 1,
                isOffline: row.text(3) == "offline")
        }
        if let found { return found }
        let others = try store.integer(
            "SELECT count(*) FROM store_inventory WHERE product_id = ? COLLATE NOCASE",
            .text(key.productID))
        return Listing(
            key: key, product: nil, isOtherSKUKnown: others > 0, isOwned: false, isOffline: false)
    }

    /// The content of a package of the product; nil if there is none. Organizations may describe
    /// the product differently.
    func packageContent(_ packageID: String, of key: ProductKey) throws -> PackageContent? {
        var content: PackageContent?
        try store.rows(
            """
            SELECT product_id, sku_id, product FROM store_inventory
            WHERE product_id = ? COLLATE NOCASE AND sku_id = ? COLLATE NOCASE
            ORDER BY organization_id, id
            """,
            .text(key.productID), .text(key.skuID)
        ) { row in
            let key = ProductKey(productID: row.text(0), skuID: row.text(1))
            content = try Product(key, row.textOrNull(2)).content(of: packageID)
            return content == nil
        }
        return content
    }

    /// The texts of the first entry of the product that has some in the language or its substitute.
    /// If no entry has any, the id is the name. Nil for an unknown product.
    func texts(of productID: String, in language: String) throws -> (id: String, texts: JSON)? {
        var found: (id: String, texts: JSON)?
        var isNamed = false
        try store.rows(
            """
            SELECT product_id, sku_id, product FROM store_inventory
            WHERE product_id = ? COLLATE NOCASE ORDER BY organization_id, id
            """,
            .text(productID)
        ) { row in
            let key = ProductKey(productID: row.text(0), skuID: row.text(1))
            let product = try Product(key, row.textOrNull(2))
            if let texts = product.localizedDetails(in: language) {
                found = (key.productID, texts)
                isNamed = true
            } else if found == nil {
                found = (key.productID, product.unnamedDetails(in: language))
            }
            return !isNamed
        }
        return found
    }

    /// The AppLocker data of the first entry of the product that has such data; nil if none has.
    func appLockerData(of productID: String) throws -> JSON? {
        var data: JSON?
        try store.rows(
            """
            SELECT product_id, sku_id, product FROM store_inventory
            WHERE product_id = ? COLLATE NOCASE AND product IS NOT NULL
            ORDER BY organization_id, id
            """,
            .text(productID)
        ) { row in
            let key = ProductKey(productID: row.text(0), skuID: row.text(1))
            data = try Product(key, row.textOrNull(2)).appLockerData
            return data == nil
        }
        return data
    }
}
