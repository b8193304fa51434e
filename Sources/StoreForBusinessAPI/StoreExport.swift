package import Emulation
import JSON
package import SQLite

extension StoreForBusiness {
    package static func export(_ store: Connection, to seed: inout SeedWriter) throws {
        try seed.array { seed in
            try store.rows("SELECT id, tenant_id, name FROM store_organizations ORDER BY id") {
                row in
                let organization = OrganizationExport(
                    store: store, id: row.integer(0), tenantID: row.text(1), name: row.text(2))
                try seed.object { try organization.export(to: &$0) }
                return true
            }
        }
    }
}

/// Exports an organization as an element of the seed's `storeForBusiness`, in the order of its
/// declaration.
private struct OrganizationExport {
    let store: Connection
    let id: Int64
    let tenantID: String
    let name: String

    func export(to seed: inout SeedWriter) throws {
        seed.name("tenantId")
        try seed.value(.string(tenantID))
        if !name.isEmpty {
            seed.name("name")
            try seed.value(.string(name))
        }
        try exportDomains(to: &seed)
        try exportUsers(to: &seed)
        try exportInventory(to: &seed)
        try exportSeats(to: &seed)
    }

    private func exportDomains(to seed: inout SeedWriter) throws {
        var domains: [JSON] = []
        try store.rows(
            "SELECT domain FROM store_domains WHERE organization_id = ? AND is_declared = 1 "
                + "ORDER BY domain",
            .integer(id)
        ) { row in
            domains.append(.string(row.text(0)))
            return true
        }
        guard !domains.isEmpty else { return }
        seed.name("domains")
        try seed.value(.array(domains))
    }

    private func exportUsers(to seed: inout SeedWriter) throws {
        try exportElements(
            "users",
            from: """
                SELECT user_name, object_id, is_deleted, password FROM store_users
                WHERE organization_id = ? ORDER BY id
                """, to: &seed
        ) { row in
            var members = [JSON.Member(name: "userName", value: .string(row.text(0)))]
            if let objectID = row.textOrNull(1) {
                members.append(JSON.Member(name: "objectId", value: .string(objectID)))
            }
            if let password = row.textOrNull(3) {
                members.append(JSON.Member(name: "password", value: .string(password)))
            }
            if row.integer(2) == 1 {
                members.append(JSON.Member(name: "isDeleted", value: .bool(true)))
            }
            return members
        }
    }

    private func exportInventory(to seed: inout SeedWriter) throws {
        try exportElements(
            "inventory",
            from: """
                SELECT \(InventoryEntry.columns), product FROM store_inventory
                WHERE organization_id = ? ORDER BY id
                """, to: &seed
        ) { row in
            let entry = InventoryEntry(row)
            // The available seats follow from the assigned seats.
            var members = entry.json.members.filter { $0.name != "availableSeats" }
            if let product = row.textOrNull(InventoryEntry.columnCount) {
                let value = try JSON(parsing: Array(product.utf8))
                members.append(JSON.Member(name: "product", value: value))
            }
            return members
        }
    }

    private func exportSeats(to seed: inout SeedWriter) throws {
        try exportElements(
            "seats",
            from: """
                SELECT user_name, date_assigned, state, product_id, sku_id FROM store_seats
                JOIN store_users ON id = user_id WHERE organization_id = ?
                ORDER BY user_id, state, date_assigned, product_id, sku_id
                """, to: &seed
        ) { row in
            Seat(
                assignedTo: row.text(0), dateAssigned: row.text(1), state: row.text(2),
                key: ProductKey(productID: row.text(3), skuID: row.text(4))
            ).json.members
        }
    }

    private func exportElements(
        _ member: String, from sql: String, to seed: inout SeedWriter,
        _ body: (borrowing Row) throws -> [JSON.Member]
    ) throws {
        seed.name(member)
        try seed.array { seed in
            try store.rows(sql, .integer(id)) { row in
                try seed.value(.object(try body(row)))
                return true
            }
        }
    }
}
