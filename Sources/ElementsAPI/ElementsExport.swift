package import JSON
package import SQLite

extension Elements {
    package static func export(_ store: Connection) throws -> JSON {
        let export = ElementsExport(store)
        return [
            "pools": .array(try export.pools()), "onboarding": .array(try export.onboardings()),
            "customers": .array(try export.customers()),
        ]
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

    func pools() throws -> [JSON] {
        try elements(
            """
            SELECT resource, subscription_source_type, user_seat, expire_time, assigned_user_seat
            FROM elements_pools ORDER BY number
            """
        ) { row in
            [
                "resource": .string(row.text(0)),
                "subscriptionSourceType": .integer(row.integer(1)),
                "userSeat": .integer(row.integer(2)), "expireTime": .string(row.text(3)),
                "assignedUserSeat": .integer(row.integer(4)),
            ]
        }
    }

    func onboardings() throws -> [JSON] {
        try elements(
            "SELECT registration_account, status FROM elements_onboardings ORDER BY 1"
        ) { row in
            ["registrationAccount": .string(row.text(0)), "status": .integer(row.integer(1))]
        }
    }

    func customers() throws -> [JSON] {
        try ledger.customers([]).map { customer in
            // An empty text is what a seed leaves out.
            let members = customer.json(tenants: try tenants(of: customer.id)).members
                .filter { $0.value != "" }
            let kinds: [RecordKind] = [.service, .backupModule, .job, .scanProfile]
            return .object(
                try members
                    + kinds.map { kind in
                        let records = try ledger.records(kind, of: customer.id)
                        return JSON.Member(name: kind.member, value: .array(records))
                    })
        }
    }

    private func tenants(of customer: String) throws -> [JSON] {
        try elements(
            """
            SELECT id, name, type, available_user_seat, assigned_user_seat FROM elements_tenants
            WHERE customer_id = ? ORDER BY number
            """, customer
        ) { row in
            let id = row.text(0)
            var users: [JSON] = []
            if row.integer(2) == 0 {
                try ledger.forEachProtectedUser(of: id, customer, emails: []) {
                    users.append(try $0())
                }
            }
            let name = row.text(1)
            return .object(
                [JSON.Member(name: "id", value: .string(id))]
                    + (name.isEmpty ? [] : [JSON.Member(name: "name", value: .string(name))])
                    + [
                        JSON.Member(name: "type", value: .integer(row.integer(2))),
                        JSON.Member(name: "availableUserSeat", value: .integer(row.integer(3))),
                        JSON.Member(name: "assignedUserSeat", value: .integer(row.integer(4))),
                    ]
                    + (users.isEmpty
                        ? [] : [JSON.Member(name: "protectedUsers", value: .array(users))]))
        }
    }

    private func elements(
        _ sql: String, _ key: String? = nil, _ body: (borrowing Row) throws -> JSON
    ) throws -> [JSON] {
        var elements: [JSON] = []
        func add(_ row: borrowing Row) throws -> Bool {
            elements.append(try body(row))
            return true
        }
        if let key {
            try store.rows(sql, .text(key), body: add)
        } else {
            try store.rows(sql, body: add)
        }
        return elements
    }
}
