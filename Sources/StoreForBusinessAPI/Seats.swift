import Emulation
import HTTP
import JSON
import SQLite

// The chapter "Seats" of the reference.
extension StoreForBusiness {
    /// `GET /V1/Users/{username}/Seats?continuationToken&maxResults`
    func listSeatsOfUser(_ request: Request, _ path: Parameters) throws -> Answer {
        let name = try userName(path)
        let start = try PageToken(in: request, at: path, world)
        let size = try pageSize(request, after: start)
        let rule = size.isClamped ? StoreRule.clampedMaxResults : StoreRule.seatsOfUser
        let issue = PageIssue(
            start: start, list: .seatsOfUser, pageSize: size.count, subject: [name.folded],
            world: world)
        if let pageForm {
            let (page, user) = try listSeatsOfUser(name, in: pageForm, issue)
            return page.answer(to: request, issue, of: [.integer(user)], by: rule) { $0 }
        }
        var (page, user) = try world.transaction(.read) { store in
            let ledger = ledger(store)
            let user = try ledger.user(name)
            var page = SeatPage(size: size.count, assignedTo: user.name)
            try ledger.forEachSeat(of: user, from: issue.place) { page.add($0) }
            return (page, user.id)
        }
        // The token is made outside the transaction, so that the store is free for others.
        let next = page.next.map { last in
            issue.token(to: .after(last, count: size.count)) { $0 }
        }
        return Answer(Response(jsonText: page.finish(continuationToken: next)), by: rule)
            .page(of: [.integer(user)], items: page.items, issue, request, next: next)
    }

    /// The same page as faults ask for it.
    private func listSeatsOfUser(
        _ name: UserName, in form: PageForm, _ issue: PageIssue
    ) throws -> (ListPage<[String]>, user: Int64) {
        try world.transaction(.read) { store in
            let ledger = ledger(store)
            let user = try ledger.user(name)
            var page = ListPage<[String]>("seats", size: issue.pageSize, in: form)
            let start = try page.begin(issue.place) {
                try ledger.keys(ofSeatsOf: user, upTo: $0, limit: $1)
            }
            try ledger.forEachSeat(of: user, from: start) { row in
                let seat = Seat(row, assignedTo: user.name)
                let item = Item(row, columns: SeatColumn.productID..<SeatColumn.skuID + 1)
                return page.add(
                    seat.json, item,
                    at: [seat.dateAssigned, seat.key.productID, seat.key.skuID])
            }
            return (page, user.id)
        }
    }

    /// `GET /V1/Inventory/{productId}/{skuId}/Seats?continuationToken&maxResults`
    func listSeats(_ request: Request, _ path: Parameters) throws -> Answer {
        let key = try productKey(path, blank: .missing)
        let start = try PageToken(in: request, at: path, world)
        let size = try pageSize(request, after: start)
        let issue = PageIssue(
            start: start, list: .seatsOfProduct, pageSize: size.count, subject: key.folded,
            world: world)
        let (page, values) = try world.transaction(.read) { store in
            let ledger = ledger(store)
            guard let entry = try ledger.find(key) else {
                throw StoreError.notFoundWithoutData(
                    itemType: "Inventory", StoreRule.unknownInventory)
            }
            try ledger.requireOnline(entry)
            var page = ListPage<Int64>("seats", size: size.count, in: pageForm)
            let start = try page.begin(issue.place) {
                try ledger.keys(ofSeatsOf: entry, upTo: $0, limit: $1)
            }
            try ledger.forEachSeat(of: entry, from: start) { user, seat in
                page.add(seat.json, Item(user), at: user)
            }
            return (
                page,
                [
                    .text(entry.key.productID), .text(entry.key.skuID),
                    .integer(entry.organization),
                ] as [Value]
            )
        }
        return page.answer(
            to: request, issue, of: values,
            by: size.isClamped ? StoreRule.clampedMaxResults : StoreRule.seats
        ) { [String($0)] }
    }

    /// `GET /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    func getSeat(_ request: Request, _ path: Parameters) throws -> Answer {
        try withSeat(path, blank: .missing, .read) { ledger, entry, user, name in
            try ledger.seat(of: user, name, on: entry).answer(by: StoreRule.seat)
        }
    }

    /// `POST /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    func assignSeat(_ request: Request, _ path: Parameters) throws -> Answer {
        let now = world.clock.now
        return try withSeat(path, blank: .invalid, .write) { ledger, entry, user, _ in
            try ledger.assign(entry, to: user, at: now).answer(by: StoreRule.assigned)
        }
    }

    /// `DELETE /V1/Inventory/{productId}/{skuId}/Seats/{username}`
    func reclaimSeat(_ request: Request, _ path: Parameters) throws -> Answer {
        // Clean-up tools know deleted accounts by their object ids.
        try withSeat(path, blank: .invalid, objectID: .accept, among: .everybody, .write) {
            ledger, entry, user, name in
            try ledger.reclaim(entry, from: user, name).answer(
                by: user.isDeleted ? StoreRule.reclaimedOfDeleted : StoreRule.reclaimed)
        }
    }

    /// The common part of the three operations on one seat.
    private func withSeat(
        _ path: Parameters, blank: BlankParameter, objectID: StoreObjectID? = nil,
        among directory: Ledger.Directory = .listed, _ intent: Connection.Intent,
        _ body: @Sendable (Ledger, InventoryEntry, Ledger.User, UserName) throws -> Answer
    ) throws -> Answer {
        let key = try productKey(path, blank: blank)
        try blank.check(path["username"], of: "userName")
        let name = try userName(path, objectID: objectID)
        return try world.transaction(intent) { store in
            let ledger = ledger(store)
            let holding = try ledger.holding(key, name, directory)
            try ledger.requireOnline(holding.entry)
            return try body(ledger, holding.entry, holding.user, name)
        }
    }

    /// - Parameter objectID: whether an object id can stand for the name; nil leaves it to the
    ///   quirk.
    func userName(_ path: Parameters, objectID: StoreObjectID? = nil) throws -> UserName {
        try UserName(path["username"], quirk: objectID ?? world.quirks[StoreObjectID.self])
    }

    func productKey(_ path: Parameters, blank: BlankParameter) throws -> ProductKey {
        try ProductKey(productID: path["productId"], skuID: path["skuId"], blank: blank)
    }

    private func pageSize(_ request: Request, after start: PageToken?) throws -> PageSize {
        try PageSize(
            request.target.argument("maxResults"), otherwise: start?.pageSize,
            quirk: world.quirks[StoreMaxResults.self], rule: StoreRule.maxResults)
    }
}
