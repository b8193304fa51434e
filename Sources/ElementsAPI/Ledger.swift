internal import Emulation
internal import SQLite

/// The rules of customers and tenants, and the only SQL of this API.
internal struct Ledger {
    private let store: Connection

    init(_ store: Connection) {
        self.store = store
    }

    /// - Throws: a 404 where no customer has this id, upper and lower case alike.
    func requireCustomer(_ id: String) throws {
        let count = try store.integer(
            "SELECT count(*) FROM elements_customers WHERE id = ?", .text(id))
        guard count == 1 else {
            throw ElementsError.notFound(
                "The customer '\(id.prefix(100))' was not found.", ElementsRule.unknownCustomer)
        }
    }

    /// Lends `id`, `name`, `availableUserSeat`, `assignedUserSeat` of the customer's tenants of the
    /// type, in the order in which they were declared.
    func forEachTenant(
        of customer: String, type: TenantType, _ body: (borrowing Row) -> Void
    ) throws {
        try store.rows(
            """
            SELECT id, name, available_user_seat, assigned_user_seat FROM elements_tenants
            WHERE customer_id = ? AND type = ? ORDER BY number
            """,
            .text(customer), .integer(type.number)
        ) { row in
            body(row)
            return true
        }
    }
}
