package import Emulation
import JSON
package import SQLite

extension Elements {
    package static func export(_ store: Connection, to seed: inout SeedWriter) throws {
        let export = ElementsExport(store: store)
        try seed.object { seed in
            try export.pools(to: &seed)
            try export.onboardings(to: &seed)
            try export.customers(to: &seed)
        }
    }
}

/// Exports the seed's member `elements`, in the order of declaration.
private struct ElementsExport {
    let store: Connection
    private var ledger: Ledger { Ledger(store) }

    func pools(to seed: inout SeedWriter) throws {
        try list(
            "pools",
            from: """
                SELECT resource, subscription_source_type, user_seat, expire_time,
                    assigned_user_seat FROM elements_pools ORDER BY number
                """, to: &seed
        ) { seed, row in
            try seed.value([
                "resource": .string(row.text(0)),
                "subscriptionSourceType": .integer(row.integer(1)),
                "userSeat": .integer(row.integer(2)), "expireTime": .string(row.text(3)),
                "assignedUserSeat": .integer(row.integer(4)),
            ])
        }
    }

    func onboardings(to seed: inout SeedWriter) throws {
        try list(
            "onboarding",
            from: "SELECT registration_account, status FROM elements_onboardings ORDER BY 1",
            to: &seed
        ) { seed, row in
            try seed.value([
                "registrationAccount": .string(row.text(0)), "status": .integer(row.integer(1)),
            ])
        }
    }

    func customers(to seed: inout SeedWriter) throws {
        try list(
            "customers", from: "SELECT \(Customer.columns) FROM elements_customers ORDER BY number",
            to: &seed
        ) { seed, row in
            let customer = Customer(row)
            try seed.object { try export(customer, to: &$0) }
        }
    }

    private func export(_ customer: Customer, to seed: inout SeedWriter) throws {
        // Empty text is the default of a seed.
        for member in customer.members where member.value != "" {
            seed.name(member.name)
            try seed.value(member.value)
        }
        try exportTenants(of: customer.id, to: &seed)
        for kind: RecordKind in [.service, .backupModule, .job, .scanProfile] {
            seed.name(kind.member)
            try seed.array { seed in
                try ledger.forEachRecord(kind, of: customer.id) { try seed.value(try $1()) }
            }
        }
    }

    private func exportTenants(of customer: String, to seed: inout SeedWriter) throws {
        try list(
            "tenants",
            from: """
                SELECT id, name, type, available_user_seat, assigned_user_seat FROM elements_tenants
                WHERE customer_id = ? ORDER BY number
                """, of: customer, to: &seed
        ) { seed, row in
            let id = row.text(0)
            let tenant: JSON = [
                "id": .string(id), "name": .string(row.text(1)), "type": .integer(row.integer(2)),
                "availableUserSeat": .integer(row.integer(3)),
                "assignedUserSeat": .integer(row.integer(4)),
            ]
            var members = tenant.members.filter { $0.value != "" }
            // Only Microsoft 365 tenants have protected users.
            var users: [JSON] = []
            if row.integer(2) == 0 {
                try ledger.forEachProtectedUser(of: id, customer, emails: []) {
                    users.append(try $1())
                }
            }
            if !users.isEmpty {
                members.append(JSON.Member(name: "protectedUsers", value: .array(users)))
            }
            try seed.value(.object(members))
        }
    }

    private func list(
        _ member: String, from sql: String, of customer: String? = nil, to seed: inout SeedWriter,
        _ write: (inout SeedWriter, borrowing Row) throws -> Void
    ) throws {
        seed.name(member)
        try seed.array { seed in
            func each(_ row: borrowing Row) throws -> Bool {
                try write(&seed, row)
                return true
            }
            if let customer {
                try store.rows(sql, .text(customer), body: each)
            } else {
                try store.rows(sql, body: each)
            }
        }
    }
}
