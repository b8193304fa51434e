package import Emulation

extension Elements {
    package static let standardCounts: [String: Int64] = ["customers": 2, "tenants": 4]

    package static func generate(
        _ plan: SeedPlan, _ give: (String) throws -> Void
    ) rethrows {
        try give("{\"customers\":[\n")
        for number in 0..<(plan["customers"] ?? 0) {
            try give((number == 0 ? "" : ",\n") + customer(number, of: plan))
        }
        try give("\n]}")
    }

    private static func customer(_ number: Int64, of plan: SeedPlan) -> String {
        let count = plan["tenants"] ?? 0
        let tenants = (0..<count).map { tenant in
            let id = number * count + tenant
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
