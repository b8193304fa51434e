import Emulation
import JSON
import SQLite

/// A product that an organization holds: `InventoryEntryDetails`.
struct InventoryEntry {
    let id: Int64
    let organization: Int64
    let key: ProductKey
    let seatCapacity: Int64
    let assignedSeats: Int64
    let lastModified: String
    let licenseType: String
    let distributionPolicy: String
    let status: String
    /// Not documented, but a client reads it if it is there.
    let kind: String?

    /// The columns that `init` reads, in its order.
    static let columns = """
        id, organization_id, product_id, sku_id, seat_capacity, assigned_seats, last_modified, \
        license_type, distribution_policy, status, product_kind
        """

    static let columnCount: Int32 = 11

    init(_ row: borrowing Row) {
        id = row.integer(0)
        organization = row.integer(1)
        key = ProductKey(productID: row.text(2), skuID: row.text(3))
        seatCapacity = row.integer(4)
        assignedSeats = row.integer(5)
        lastModified = row.text(6)
        licenseType = row.text(7)
        distributionPolicy = row.text(8)
        status = row.text(9)
        kind = row.textOrNull(10)
    }

    /// Never negative, although an open entry may have more assigned seats than its capacity.
    var availableSeats: Int64 { max(0, seatCapacity.saturatingSubtract(assignedSeats)) }

    /// Whether another seat can be assigned. An open entry never runs out.
    var hasSeatLeft: Bool { distributionPolicy == "open" || availableSeats > 0 }

    var json: JSON {
        let kind = kind.map { [JSON.Member(name: "productKind", value: .string($0))] } ?? []
        let documented: JSON = [
            "productKey": key.json, "seatCapacity": .integer(seatCapacity),
            "availableSeats": .integer(availableSeats), "lastModified": .string(lastModified),
            "licenseType": .string(licenseType), "distributionPolicy": .string(distributionPolicy),
            "status": .string(status),
        ]
        return .object(documented.members + kind)
    }
}
