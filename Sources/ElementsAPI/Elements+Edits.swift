import Emulation
import HTTPTypes
import JSON
import SQLite

// What the control plane can do to rows of Elements.
extension Elements {
    /// A tenant gets other numbers of seats. The numbers that the content leaves out stay.
    static let tenantEdits = [
        DataEdit(
            .patch, key: ["customerId", "id"], scope: ["type"],
            content: .object(
                "a tenant",
                [
                    Shape.optional("availableUserSeat", .integer(0...Int64.max)),
                    Shape.optional("assignedUserSeat", .integer(0...Int64.max)),
                ])
        ) { order in
            let tenant = try tenant(order)
            try order.store.run(
                """
                UPDATE elements_tenants
                SET available_user_seat = coalesce(?, available_user_seat),
                    assigned_user_seat = coalesce(?, assigned_user_seat)
                WHERE number = ?
                """,
                .integer(orNull: order.content["availableUserSeat"]?.integer),
                .integer(orNull: order.content["assignedUserSeat"]?.integer), .integer(tenant))
            return DataKind.Place("t.number = ?", .integer(tenant))
        }
    ]

    /// The number of the tenant that a call names.
    private static func tenant(_ order: DataEdit.Order) throws -> Int64 {
        let type = order["type"].flatMap { Int64($0) }
        guard order["type"] == nil || type != nil else {
            throw Problem.badRow("type must be 0, 1, 2 or 3.")
        }
        var found: [Int64] = []
        try order.store.rows(
            """
            SELECT number FROM elements_tenants
            WHERE customer_id = ?1 AND id = ?2 AND (?3 IS NULL OR type = ?3)
            """,
            .text(order.text("customerId")), .text(order.text("id")), .integer(orNull: type)
        ) { row in
            found.append(row.integer(0))
            return true
        }
        guard found.count <= 1 else {
            throw Problem.badRow(
                "The customer has tenants of several types with this id: give type.")
        }
        guard let number = found.first else {
            throw Problem.noRow("The customer has no tenant '\(order.text("id").prefix(100))'.")
        }
        return number
    }
}
