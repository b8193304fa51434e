import Emulation
import JSON
import SQLite

/// The customers and tenants in a store. With its extensions this has all SQL of the API's
/// requests.
struct Ledger {
    let store: Connection
    /// The customers that the caller may see.
    let scope: ApplicationScope

    init(_ store: Connection, showing scope: ApplicationScope = .all) {
        self.store = store
        self.scope = scope
    }

    /// The customer with this id, ignoring case.
    ///
    /// - Throws: a 404 if the customer does not exist, a 403 if the caller may not see it.
    func customer(_ id: String) throws -> Customer {
        let customer = try store.row(
            "SELECT \(Customer.columns) FROM elements_customers WHERE id = ?", .text(id)
        ) { Customer($0) }
        guard let customer else {
            throw ElementsError.notFound(
                "The customer '\(id.prefix(100))' was not found.", ElementsRule.unknownCustomer)
        }
        guard scope.covers(customer.id) else {
            throw ElementsError.forbidden(
                "The customer '\(customer.id)' is not among the application's.",
                ElementsRule.customerScope)
        }
        return customer
    }

    func hasCustomer(_ id: String) throws -> Bool {
        try store.integer("SELECT count(*) FROM elements_customers WHERE id = ?", .text(id)) > 0
    }

    /// The customers with these ids that the caller may see, in the order of declaration.
    ///
    /// - Parameter ids: ids in lower case; empty for all customers.
    func customers(_ ids: [String]) throws -> [Customer] {
        let ids = Set(ids)
        var customers: [Customer] = []
        try store.rows("SELECT \(Customer.columns) FROM elements_customers ORDER BY number") {
            row in
            let customer = Customer(row)
            let isAsked = ids.isEmpty || ids.contains(customer.id.lowercased())
            if isAsked, scope.covers(customer.id) { customers.append(customer) }
            return true
        }
        return customers
    }

    /// Onboards a customer.
    ///
    /// - Returns: the `status` of the answer.
    func onboard(_ asked: Onboarding, as id: String) throws -> Int64 {
        let foreseen = try store.integer(
            "SELECT status FROM elements_onboardings WHERE registration_account = ?",
            .text(asked.account))
        guard foreseen == 0 else { return foreseen }
        let isManaged = try store.integer(
            "SELECT count(*) FROM elements_customers WHERE owner_email = ? COLLATE NOCASE",
            .text(asked.account))
        guard isManaged == 0 else { return Onboarding.alreadyManaged }
        try store.run(
            """
            INSERT INTO elements_customers
                (id, organization, owner_email, country_or_region, management_mode)
            VALUES (?, ?, ?, ?, ?)
            """,
            .text(id), .text(asked.organization), .text(asked.account), .text(asked.country),
            .integer(asked.managementMode))
        return Onboarding.succeeded
    }

    /// - Parameter onboarding: an object of `ElementsShape.onboarding`.
    func foresee(_ onboarding: JSON) throws {
        try store.run(
            "INSERT OR REPLACE INTO elements_onboardings VALUES (?, ?)",
            .text(onboarding["registrationAccount"]?.string ?? ""),
            .integer(onboarding["status"]?.integer ?? Onboarding.succeeded))
    }

    /// Passes to `body` the `id`, `name`, `availableUserSeat` and `assignedUserSeat` of the
    /// customer's tenants of the type, in the order of declaration.
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

    /// - Throws: a 404 if the customer has no Microsoft 365 tenant with this id.
    func requireTenant(_ id: String, of customer: String) throws {
        let count = try store.integer(
            "SELECT count(*) FROM elements_tenants WHERE customer_id = ? AND id = ? AND type = 0",
            .text(customer), .text(id))
        guard count == 1 else {
            throw ElementsError.notFound(
                "The tenant '\(id.prefix(100))' was not found.", ElementsRule.unknownTenant)
        }
    }
}
