package import Emulation
package import SQLite

extension Elements {
    package static func generate(
        _ plan: SeedPlan, _ give: (String) throws -> Void
    ) rethrows {
        try give("{\"customers\":[\n")
        for number in 0..<plan.customers {
            try give((number == 0 ? "" : ",\n") + customer(number, of: plan))
        }
        try give("\n]}")
    }

    /// Customers are few beside seats: they go the way of every seed.
    package static func generate(_ plan: SeedPlan, into store: Connection) throws {
        var text = "{\"\(seedMember)\":"
        generate(plan) { text += $0 }
        let seed = Seed(file: "generated", language: .json, bytes: Array((text + "}").utf8))
        try Seed.load([seed], into: store, for: [Elements.self], clock: Clock())
    }

    private static func customer(_ number: Int64, of plan: SeedPlan) -> String {
        let tenants = (0..<plan.tenants).map { tenant in
            let id = number * plan.tenants + tenant
            let available = plan.chance(2, id, below: 1000)
            let assigned = plan.chance(3, id, below: available + 1)
            return "{\"id\":\"\(plan.guid("seats", id))\",\"name\":\"Tenant \(id)\","
                + "\"type\":\(tenant % 4),\"availableUserSeat\":\(available),"
                + "\"assignedUserSeat\":\(assigned)}"
        }
        return "{\"id\":\"\(plan.guid("customer", number))\","
            + "\"organization\":\"Customer \(number)\","
            + "\"ownerEmail\":\"owner\(number)@generated.example\",\n"
            + "\"tenants\":[\(tenants.joined(separator: ",\n"))]}"
    }
}
