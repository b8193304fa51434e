internal import Emulation
internal import HTTP
internal import JSON
internal import SQLite

// The chapter "Customers" of the reference.
extension Elements {
    /// `POST …/customers/batch`
    func retrieveCustomers(_ request: Request, _ path: Parameters) throws -> Answer {
        let page = try NumberedPage(request.target, quirk: world.quirks[PageSizeLimit.self])
        let content = try RequestContent(request, world.quirks)
        // The seed document's time had customerId, today's page has customerIds.
        let ids = try content.strings("customerIds") + content.strings("customerId")
        return try world.transaction(.read) { store in
            let ledger = Ledger(store)
            var rows: [JSON] = []
            var count: Int64 = 0
            try ledger.forEachCustomer { row in
                guard ids.isEmpty || ids.contains(row.text(0).lowercased()) else { return }
                count += 1
                guard count > page.offset, rows.count < page.size else { return }
                rows.append([
                    "id": .string(row.text(0)), "organization": .string(row.text(1)),
                    "ownerEmail": .string(row.text(2)), "jobStatus": .integer(row.integer(3)),
                    "countryOrRegion": .string(row.text(4)),
                    "managementMode": .integer(row.integer(5)),
                    "tenants": .array(try ledger.tenantNames(of: row.text(0))),
                ])
            }
            return Answer(page.response(rows, totalCount: count), by: ElementsRule.customers)
        }
    }
}
