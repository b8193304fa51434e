internal import Emulation
internal import JSON
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
        of customer: String, type: TenantType, _ body: (borrowing Row) throws -> Void
    ) throws {
        try store.rows(
            """
            SELECT id, name, available_user_seat, assigned_user_seat FROM elements_tenants
            WHERE customer_id = ? AND type = ? ORDER BY number
            """,
            .text(customer), .integer(type.number)
        ) { row in
            try body(row)
            return true
        }
    }

    /// Lends `id`, `organization`, `ownerEmail`, `jobStatus`, `countryOrRegion`, `managementMode`
    /// of every customer, in the order in which they were declared.
    func forEachCustomer(_ body: (borrowing Row) throws -> Void) throws {
        try store.rows(
            """
            SELECT id, organization, owner_email, job_status, country_or_region, management_mode
            FROM elements_customers ORDER BY number
            """
        ) { row in
            try body(row)
            return true
        }
    }

    /// `id` and `name` of the customer's Microsoft 365 tenants.
    func tenantNames(of customer: String) throws -> [JSON] {
        var tenants: [JSON] = []
        try store.rows(
            "SELECT id, name FROM elements_tenants WHERE customer_id = ? AND type = 0 "
                + "ORDER BY number",
            .text(customer)
        ) { row in
            tenants.append(["id": .string(row.text(0)), "name": .string(row.text(1))])
            return true
        }
        return tenants
    }
}
