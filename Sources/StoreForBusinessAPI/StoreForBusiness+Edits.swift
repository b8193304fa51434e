import Emulation
import HTTPTypes
import JSON
import SQLite

// What the control plane can do to rows of the Store. Seats are assigned and reclaimed by the rules
// of the API.
extension StoreForBusiness {
    /// A user is added or changed, or leaves the directory. Who has left keeps the seats.
    static let userEdits = [
        DataEdit(
            .put, key: ["userName"], scope: ["tenantId"],
            content: .object(
                "a user",
                [
                    Shape.optional("objectId", .guid),
                    Shape.member("isDeleted", .bool, or: .bool(false)),
                ])
        ) { order in
            let name = try userName(order, "userName")
            guard let organization = try organization(order) ?? home(of: name, order) else {
                throw Problem.noRow("There is no organization to which the user could belong.")
            }
            let ledger = Ledger(order.store, of: organization)
            let user = try ledger.users(name, .everybody).first?.id ?? ledger.insertUser(name.text)
            try ledger.change(
                user, objectID: order.content["objectId"]?.string,
                isDeleted: order.content["isDeleted"] == .bool(true))
            return place(user: user)
        },
        DataEdit(.delete, key: ["userName"], scope: ["tenantId"]) { order in
            let ledger = try Ledger(order.store, of: organization(order))
            let user = try wordingErrors { try ledger.user(userName(order, "userName")) }
            try ledger.change(user.id, isDeleted: true)
            return place(user: user.id)
        },
    ]

    /// A seat is assigned to a user, or reclaimed.
    static let seatEdits = [
        DataEdit(.put, key: seatKey, scope: ["tenantId"]) { order in
            try withSeat(order, of: .listed) { ledger, entry, user, _ in
                _ = try ledger.assign(entry, to: user, at: order.now)
            }
        },
        DataEdit(.delete, key: seatKey, scope: ["tenantId"]) { order in
            try withSeat(order, of: .everybody) { ledger, entry, user, name in
                _ = try ledger.reclaim(entry, from: user, name)
            }
        },
    ]

    /// An entry gets another capacity.
    static let inventoryEdits = [
        DataEdit(
            .patch, key: ["productId", "skuId"], scope: ["tenantId"],
            content: .object(
                "an inventory entry", [Shape.required("seatCapacity", .integer(0...Int64.max))])
        ) { order in
            let ledger = try Ledger(order.store, of: organization(order))
            let entry = try wordingErrors { try ledger.entry(productKey(order)) }
            try ledger.setCapacity(of: entry, to: order.content["seatCapacity"]?.integer ?? 0)
            return DataKind.Place("i.id = ?", .integer(entry.id))
        }
    ]

    private static let seatKey = ["assignedTo", "productId", "skuId"]

    private static func withSeat(
        _ order: DataEdit.Order, of directory: Ledger.Directory,
        _ body: (Ledger, InventoryEntry, Ledger.User, UserName) throws -> Void
    ) throws -> DataKind.Place {
        let name = try userName(order, "assignedTo")
        let ledger = try Ledger(order.store, of: organization(order))
        return try wordingErrors {
            let holding = try ledger.holding(productKey(order), name, directory)
            try ledger.requireOnline(holding.entry)
            try body(ledger, holding.entry, holding.user, name)
            return DataKind.Place(
                "s.user_id = ? AND s.product_id = ? AND s.sku_id = ?",
                .integer(holding.user.id), .text(holding.entry.key.productID),
                .text(holding.entry.key.skuID))
        }
    }

    private static func userName(_ order: DataEdit.Order, _ member: String) throws -> UserName {
        let text = order.text(member)
        guard UserName.isPrincipalName(text) else {
            throw Problem.badRow(
                "\(member) must be a user principal name, user@domain, not '\(text.prefix(100))'.")
        }
        return try UserName(text, quirk: .reject)
    }

    private static func productKey(_ order: DataEdit.Order) -> ProductKey {
        ProductKey(productID: order.text("productId"), skuID: order.text("skuId"))
    }

    /// The organization that a call names, by its tenant's id or a domain; nil if it names none.
    private static func organization(_ order: DataEdit.Order) throws -> Int64? {
        guard let name = order["tenantId"] else { return nil }
        guard let id = try organization(ofTenant: name, order) else {
            throw Problem.noRow("There is no organization of the tenant '\(name.prefix(100))'.")
        }
        return id
    }

    private static func organization(
        ofTenant name: String, _ order: DataEdit.Order
    ) throws -> Int64? {
        guard let tenant = try tenant(name, in: order.store) else { return nil }
        return try order.store.integer(
            "SELECT id FROM store_organizations WHERE tenant_id = ?", .text(tenant))
    }

    /// The organization of a user's domain, else the first one; nil if there is none.
    private static func home(of user: UserName, _ order: DataEdit.Order) throws -> Int64? {
        if let id = try organization(ofTenant: UserName.domain(of: user.folded), order) {
            return id
        }
        return try order.store.row("SELECT id FROM store_organizations ORDER BY id LIMIT 1") {
            $0.integer(0)
        }
    }

    private static func place(user: Int64) -> DataKind.Place {
        DataKind.Place("u.id = ?", .integer(user))
    }

    /// Runs `body`. Throws a problem for an error of the API.
    private static func wordingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch StoreError.notFound(let itemType, let value, _) {
            throw Problem.noRow("There is no \(itemType.lowercased()) '\(value.prefix(200))'.")
        } catch StoreError.conflict(let reason, _) {
            throw Problem.rowConflict("The Store refuses this: \(reason).")
        }
    }
}
