import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Seats" of the reference, its operation on several at once.
extension StoreForBusiness {
    /// `POST /V1/Inventory/{productId}/{skuId}/Seats`
    func assignSeatsInBulk(_ request: Request, _ path: Parameters) throws -> Answer {
        let key = try productKey(path, blank: .invalid)
        let bulk = try BulkRequest(request, world.quirks[StoreRequestBody.self])
        let now = world.clock.now
        let quirk = world.quirks[StoreObjectID.self]
        return try world.transaction(.write) { store in
            let ledger = ledger(store)
            // Of a product that nobody has there are no seats at all.
            let product = try ledger.entry(key).key
            var done: [JSON] = []
            var failed: [JSON] = []
            for text in bulk.userNames {
                do {
                    let name = try UserName(text, quirk: quirk)
                    let (entry, user) = try ledger.holding(
                        key, name, bulk.action == .reclaim ? .everybody : .listed)
                    // The operation's table has no row for a conflict: each name fails by itself.
                    try ledger.requireOnline(entry)
                    let seat =
                        switch bulk.action {
                        case .assign: try ledger.assign(entry, to: user, at: now)
                        case .reclaim: try ledger.reclaim(entry, from: user, name)
                        }
                    done.append(seat.json)
                } catch let error as StoreError {
                    failed.append([
                        "failureReason": .string(error.reason), "productKey": product.json,
                        "userName": .string(text),
                    ])
                }
            }
            return Answer(
                Response(json: [
                    "seatDetails": .array(done), "failedSeatOperations": .array(failed),
                ]), by: StoreRule.bulk)
        }
    }
}
