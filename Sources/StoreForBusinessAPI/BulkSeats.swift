import Emulation
import HTTP
import JSON
import SQLite

// The bulk operation of the chapter "Seats" of the reference.
extension StoreForBusiness {
    /// `POST /V1/Inventory/{productId}/{skuId}/Seats`
    func assignSeatsInBulk(_ request: Request, _ path: Parameters) throws -> Answer {
        let key = try productKey(path, blank: .invalid)
        let bulk = try BulkRequest(request, world.quirks[StoreRequestBody.self])
        let now = world.clock.now
        let quirk = world.quirks[StoreObjectID.self]
        return try world.transaction(.write) { store in
            let ledger = ledger(store)
            // Without the product no name can succeed, so the whole request fails.
            let product = try ledger.entry(key).key
            var done: [JSON] = []
            var failed: [JSON] = []
            for text in bulk.userNames {
                do {
                    let name = try UserName(text, quirk: quirk)
                    let (entry, user) = try ledger.holding(
                        key, name, bulk.action == .reclaim ? .everybody : .listed)
                    // The operation's error table has no row for a conflict, so each name fails by
                    // itself.
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
