import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Inventory" of the reference.
extension StoreForBusiness {
    /// `GET /V1/Inventory?continuationToken&modifiedSince&licenseTypes&maxResults`
    func getInventory(_ request: Request, _ path: Parameters) throws -> Answer {
        let asked = try InventoryFilter(request.target)
        let start = try PageToken(in: request, at: path, world)
        let size = try PageSize(
            request.target.argument("maxResults"), otherwise: start?.pageSize, quirk: .clamp,
            rule: StoreRule.inventoryMaxResults)
        // The token carries the filter that it was issued for.
        let filter = start.map { InventoryFilter(texts: $0.subject) } ?? asked
        let issue = PageIssue(
            start: start, list: .inventory, pageSize: size.count, subject: filter.texts,
            world: world)
        let (page, values) = try world.transaction(.read) { store in
            let ledger = ledger(store)
            var page = ListPage<Int64>("inventoryEntries", size: size.count, in: pageForm)
            let start = try page.begin(issue.place) {
                try ledger.keys(ofEntries: filter, upTo: $0, limit: $1)
            }
            try ledger.forEachEntry(filter, from: start) {
                page.add(
                    $0.json, Item($0.id, $0.key.productID, $0.key.skuID), at: $0.id)
            }
            return (page, filter.values(of: ledger.organization))
        }
        return page.answer(
            to: request, issue, of: values, tokenFirst: true, by: StoreRule.inventory
        ) {
            [String($0)]
        }
    }
}
