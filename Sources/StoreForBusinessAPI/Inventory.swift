import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Inventory" of the reference.
extension StoreForBusiness {
    /// `GET /V1/Inventory?continuationToken&modifiedSince&licenseTypes&maxResults`
    func getInventory(_ request: Request, _ path: Parameters) throws -> Answer {
        let asked = try InventoryFilter(request.target)
        let start = try PageToken(in: request, of: .inventory, subject: nil, world)
        let size = try PageSize(
            request.target.argument("maxResults"), otherwise: start?.pageSize, quirk: .clamp,
            rule: StoreRule.inventoryMaxResults)
        // The token carries the filter that it was issued for.
        let filter = start.map { InventoryFilter(texts: $0.subject) } ?? asked
        let position = start.flatMap { Int64($0.position[0]) } ?? 0
        return try world.transaction(.read) { store in
            let ledger = ledger(store)
            var page = ListPage("inventoryEntries", size: size.count)
            try ledger.forEachEntry(filter, after: position) { entry in
                page.add(entry.json, Item(entry.id), at: entry.id)
            }
            let next = page.next.map {
                PageToken(
                    after: start, of: .inventory, pageSize: size.count, subject: filter.texts,
                    position: [String($0)]
                ).sealed(in: world)
            }
            return Answer(
                Response(jsonText: page.finish(continuationToken: next, tokenFirst: true)),
                by: StoreRule.inventory
            ).page(
                of: filter.values(of: ledger.organization), items: page.items, size, start, request,
                next)
        }
    }
}
