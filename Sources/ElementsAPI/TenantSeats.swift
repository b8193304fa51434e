import Emulation
import HTTP
import JSON
import SQLite

// The chapter "3rd-party products" of the reference since October 2025.
extension Elements {
    /// `POST …/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch`
    func retrieveTenantSeats(_ request: Request, _ path: Parameters) throws -> Answer {
        let type = try TenantType(path["type"])
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let ids = try RequestContent(request, world.quirks).ids("tenantIds")
        return try withCustomer(path, .read) { ledger, customer in
            var list = PagedList(
                page, in: pageForm, of: .text(customer), .integer(type.number), .filter(ids))
            try ledger.forEachTenant(of: customer, type: type) { row in
                let id = row.text(0)
                guard ids.isEmpty || ids.contains(id.lowercased()) else { return }
                let name = row.text(1)
                let available = row.integer(2)
                let assigned = row.integer(3)
                list.add(by: "tenantId") {
                    [
                        "type": .integer(type.number), "tenantId": .string(id),
                        "tenantName": .string(name), "availableUserSeat": .integer(available),
                        "assignedUserSeat": .integer(assigned),
                    ]
                }
            }
            return list.answer(by: ElementsRule.tenantSeats)
        }
    }

    /// `GET …/customers/{customerId}/3rd-party-products/type/{type}/overview`
    func retrieveSeatOverview(_ request: Request, _ path: Parameters) throws -> Answer {
        let type = try TenantType(path["type"])
        return try withCustomer(path, .read) { ledger, customer in
            var available: Int64 = 0
            var assigned: Int64 = 0
            try ledger.forEachTenant(of: customer, type: type) { row in
                available = available.saturatingAdd(row.integer(2))
                assigned = assigned.saturatingAdd(row.integer(3))
            }
            return Answer(
                Response(json: [
                    "type": .integer(type.number), "availableUserSeat": .integer(available),
                    "assignedUserSeat": .integer(assigned),
                ]), by: ElementsRule.seatOverview)
        }
    }
}
