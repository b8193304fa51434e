package import Emulation

// The data of the Store as the control plane shows it.
extension StoreForBusiness {
    package static let dataKinds = [
        DataKind(
            "organizations", of: "store_organizations AS o", by: ["o.id"],
            search: "o.name COLLATE NOCASE BETWEEN ? AND ?",
            members: ["tenantId": "o.tenant_id", "name": "o.name"]),
        DataKind(
            "users",
            of: "store_users AS u JOIN store_organizations AS o ON o.id = u.organization_id",
            by: ["u.folded_name", "u.organization_id"],
            search: "u.folded_name BETWEEN ? AND ?",
            members: [
                "userName": "u.user_name", "tenantId": "o.tenant_id", "objectId": "u.object_id",
                "isDeleted": "u.is_deleted",
            ], flags: ["isDeleted"], edits: userEdits),
        DataKind(
            "seats",
            of: """
                store_seats AS s JOIN store_users AS u ON u.id = s.user_id
                JOIN store_organizations AS o ON o.id = u.organization_id
                """,
            by: ["s.user_id", "s.state", "s.date_assigned", "s.product_id", "s.sku_id"],
            search: "s.user_id IN (SELECT id FROM store_users WHERE folded_name BETWEEN ? AND ?)",
            members: [
                "assignedTo": "u.user_name", "tenantId": "o.tenant_id", "productId": "s.product_id",
                "skuId": "s.sku_id",
                "state": "s.state", "dateAssigned": "s.date_assigned",
            ], edits: seatEdits),
        DataKind(
            "inventory",
            of: "store_inventory AS i JOIN store_organizations AS o ON o.id = i.organization_id",
            by: ["i.id"], search: "i.product_id COLLATE NOCASE BETWEEN ? AND ?",
            members: [
                "productId": "i.product_id", "skuId": "i.sku_id", "tenantId": "o.tenant_id",
                "seatCapacity": "i.seat_capacity",
                "availableSeats": "max(0, i.seat_capacity - i.assigned_seats)",
                "licenseType": "i.license_type",
                "distributionPolicy": "i.distribution_policy", "status": "i.status",
            ], edits: inventoryEdits),
    ]
}
