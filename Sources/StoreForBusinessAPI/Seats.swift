internal import Emulation
internal import HTTP
internal import SQLite

// The chapter "Seats" of the reference.
extension StoreForBusiness {
    /// `GET /V1/Users/{username}/Seats?continuationToken&maxResults`
    func listSeatsOfUser(_ request: Request, _ path: Parameters) throws -> Answer {
        let name = try UserName(path["username"], quirk: world.quirks[StoreObjectID.self])
        let token = request.target.parameter("continuationToken") ?? ""
        let start = try SeatPosition(token: token, of: name, by: world.tokens)
        let size = try PageSize(
            request.target.parameter("maxResults"), otherwise: start?.pageSize,
            quirk: world.quirks[StoreMaxResults.self])
        return try world.transaction(.read) { store in
            let ledger = Ledger(store)
            let user = try ledger.user(name)
            var page = SeatPage(size: size.count, assignedTo: user.name)
            try ledger.forEachSeat(of: user, after: start) { page.add($0) }
            let next = page.next.map { $0.token(of: name, pageSize: size.count, by: world.tokens) }
            return Answer(
                Response(jsonText: page.finish(continuationToken: next)),
                by: size.isClamped ? StoreRule.clampedMaxResults : StoreRule.seatsOfUser)
        }
    }
}
