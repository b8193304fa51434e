package import JSON
package import SQLite

extension StoreForBusiness {
    package static func export(_ store: Connection) throws -> JSON {
        var organizations: [JSON] = []
        try store.rows("SELECT id, tenant_id, name FROM store_organizations ORDER BY id") { row in
            let export = OrganizationExport(store, id: row.integer(0))
            let name = row.text(2)
            organizations.append(
                .object(
                    [JSON.Member(name: "tenantId", value: .string(row.text(1)))]
                        + (name.isEmpty ? [] : [JSON.Member(name: "name", value: .string(name))])
                        + [
                            JSON.Member(name: "users", value: .array(try export.users())),
                            JSON.Member(name: "inventory", value: .array(try export.inventory())),
                            JSON.Member(name: "seats", value: .array(try export.seats())),
                        ]))
            return true
        }
        return .array(organizations)
    }
}

/// An element of the seed's `storeForBusiness`, from what the tables hold, in the order in which it
/// came.
private struct OrganizationExport {
    private let store: Connection
    private let id: Int64

    init(_ store: Connection, id: Int64) {
        self.store = store
        self.id = id
    }

    func users() throws -> [JSON] {
        try elements(
            "SELECT user_name, object_id FROM store_users WHERE organization_id = ? ORDER BY id"
        ) { row in
            [JSON.Member(name: "userName", value: .string(row.text(0)))]
                + (row.textOrNull(1).map { [JSON.Member(name: "objectId", value: .string($0))] }
                    ?? [])
        }
    }

    func inventory() throws -> [JSON] {
        try elements(
            """
            SELECT \(InventoryEntry.columns), product FROM store_inventory
            WHERE organization_id = ? ORDER BY id
            """
        ) { row in
            let entry = InventoryEntry(row)
            // What is left of the seats follows from those that are assigned.
            var members = entry.json.members.filter { $0.name != "availableSeats" }
            if let product = row.textOrNull(InventoryEntry.columnCount) {
                let value = try JSON(parsing: Array(product.utf8))
                members.append(JSON.Member(name: "product", value: value))
            }
            return members
        }
    }

    func seats() throws -> [JSON] {
        try elements(
            """
            SELECT user_name, date_assigned, state, product_id, sku_id FROM store_seats
            JOIN store_users ON id = user_id WHERE organization_id = ?
            ORDER BY user_id, state, date_assigned, product_id, sku_id
            """
        ) { row in
            Seat(
                assignedTo: row.text(0), dateAssigned: row.text(1), state: row.text(2),
                key: ProductKey(productID: row.text(3), skuID: row.text(4))
            ).json.members
        }
    }

    private func elements(
        _ sql: String, _ body: (borrowing Row) throws -> [JSON.Member]
    ) throws -> [JSON] {
        var elements: [JSON] = []
        try store.rows(sql, .integer(id)) { row in
            elements.append(.object(try body(row)))
            return true
        }
        return elements
    }
}
