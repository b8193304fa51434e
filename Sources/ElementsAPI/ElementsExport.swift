package import Emulation
import JSON
package import SQLite

extension Elements {
    package static func export(_ store: Connection, to seed: inout SeedWriter) throws {
        let export = ElementsExport(store)
        try seed.object { seed in
            try export.pools(to: &seed)
            try export.onboardings(to: &seed)
            try export.customers(to: &seed)
        }
    }
}

/// The seed's member `elements`, from what the tables hold, in the order in which it came.
private struct ElementsExport {
    private let store: Connection
    private let ledger: Ledger

    init(_ store: Connection) {
        self.store = store
        ledger = Ledger(store)
    }

    func pools(to seed: inout SeedWriter) throws {
        seed.name("pools")
        try seed.array { seed in
            try store.rows(
                """
                SELECT resource, subscription_source_type, user_seat, expire_time,
                    assigned_user_seat
                FROM elements_pools ORDER BY number
                """
            ) { row in
                try seed.value([
                    "resource": .string(row.text(0)),
                    "subscriptionSourceType": .integer(row.integer(1)),
                    "userSeat": .integer(row.integer(2)), "expireTime": .string(row.text(3)),
                    "assignedUserSeat": .integer(row.integer(4)),
                ])
                return true
            }
        }
    }

    func onboardings(to seed: inout SeedWriter) throws {
        seed.name("onboarding")
        try seed.array { seed in
            try store.rows(
                "SELECT registration_account, status FROM elements_onboardings ORDER BY 1"
            ) { row in
                try seed.value([
                    "registrationAccount": .string(row.text(0)), "status": .integer(row.integer(1)),
                ])
                return true
            }
        }
    }

    func customers(to seed: inout SeedWriter) throws {
        seed.name("customers")
        try seed.array { seed in
            try store.rows("SELECT \(Customer.columns) FROM elements_customers ORDER BY number") {
                row in
                let customer = Customer(row)
                try seed.object { try export(customer, to: &$0) }
                return true
            }
        }
    }

    private func export(_ customer: Customer, to seed: inout SeedWriter) throws {
        // An empty text is what a seed leaves out.
        for member in customer.members where member.value != "" {
            seed.name(member.name)
            try seed.value(member.value)
        }
        seed.name("tenants")
        try seed.array { try exportTenants(of: customer.id, to: &$0) }
        for kind: RecordKind in [.service, .backupModule, .job, .scanProfile] {
            seed.name(kind.member)
            try seed.array { seed in
                try ledger.forEachRecord(kind, of: customer.id) { try seed.value(try $0()) }
            }
        }
    }

    private func exportTenants(of customer: String, to seed: inout SeedWriter) throws {
        try store.rows(
            """
            SELECT id, name, type, available_user_seat, assigned_user_seat FROM elements_tenants
            WHERE customer_id = ? ORDER BY number
            """, .text(customer)
        ) { row in
            let id = row.text(0)
            let name = row.text(1)
            let type = row.integer(2)
            let seats = (available: row.integer(3), assigned: row.integer(4))
            try seed.object { seed in
                seed.name("id")
                try seed.value(.string(id))
                if !name.isEmpty {
                    seed.name("name")
                    try seed.value(.string(name))
                }
                seed.name("type")
                try seed.value(.integer(type))
                seed.name("availableUserSeat")
                try seed.value(.integer(seats.available))
                seed.name("assignedUserSeat")
                try seed.value(.integer(seats.assigned))
                // Only tenants of Microsoft 365 have users whose protection is known.
                if type == 0 { try exportProtectedUsers(of: id, customer, to: &seed) }
            }
            return true
        }
    }

    private func exportProtectedUsers(
        of tenant: String, _ customer: String, to seed: inout SeedWriter
    ) throws {
        var users: [JSON] = []
        try ledger.forEachProtectedUser(of: tenant, customer, emails: []) {
            users.append(try $0())
        }
        guard !users.isEmpty else { return }
        seed.name("protectedUsers")
        try seed.array { seed in
            for user in users { try seed.value(user) }
        }
    }
}
