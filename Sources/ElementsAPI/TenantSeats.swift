internal import Emulation
internal import HTTP
internal import JSON
internal import SQLite

// The chapter "3rd-party products" of the reference, as it is since October 2025.
extension Elements {
    /// `POST …/customers/{customerId}/3rd-party-products/type/{type}/tenants/batch`
    func retrieveTenantSeats(_ request: Request, _ path: Parameters) throws -> Answer {
        let type = try TenantType(path["type"])
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let ids = try RequestContent(request, world.quirks).strings("tenantIds")
        let customer = path["customerId"]
        return try world.transaction(.read) { store in
            let ledger = Ledger(store)
            try ledger.requireCustomer(customer)
            var rows: [JSON] = []
            var count: Int64 = 0
            try ledger.forEachTenant(of: customer, type: type) { row in
                guard ids.isEmpty || ids.contains(row.text(0).lowercased()) else { return }
                count += 1
                guard count > page.offset, rows.count < page.size else { return }
                rows.append([
                    "type": .integer(type.number), "tenantId": .string(row.text(0)),
                    "tenantName": .string(row.text(1)),
                    "availableUserSeat": .integer(row.integer(2)),
                    "assignedUserSeat": .integer(row.integer(3)),
                ])
            }
            return Answer(page.response(rows, totalCount: count), by: ElementsRule.tenantSeats)
        }
    }

    /// `GET …/customers/{customerId}/3rd-party-products/type/{type}/overview`
    func retrieveSeatOverview(_ request: Request, _ path: Parameters) throws -> Answer {
        let type = try TenantType(path["type"])
        let customer = path["customerId"]
        return try world.transaction(.read) { store in
            let ledger = Ledger(store)
            try ledger.requireCustomer(customer)
            var available = SeatSum()
            var assigned = SeatSum()
            try ledger.forEachTenant(of: customer, type: type) { row in
                available.add(row.integer(2))
                assigned.add(row.integer(3))
            }
            return Answer(
                Response(json: [
                    "type": .integer(type.number), "availableUserSeat": .integer(available.number),
                    "assignedUserSeat": .integer(assigned.number),
                ]), by: ElementsRule.seatOverview)
        }
    }
}

/// A sum of seats that stays at the largest number where there are more than 64 bits can count.
private struct SeatSum {
    private(set) var number: Int64 = 0

    mutating func add(_ seats: Int64) {
        let (sum, isTooLarge) = number.addingReportingOverflow(seats)
        number = isTooLarge ? .max : sum
    }
}
