import Emulation
import SQLite

/// A partner's pool of a resource.
struct Pool {
    let number: Int64
    let freeSeats: Int64
    /// Nil if the pool never expires.
    let expireTime: Instant?

    /// - Parameter row: the pool's number, its free seats, and its end.
    init(_ row: borrowing Row) throws(ElementsError) {
        number = row.integer(0)
        freeSeats = row.integer(1)
        let end = row.text(2)
        expireTime = Instant(end)
        // An invalid date must not count as no end.
        guard expireTime != nil || end == "N/A" else {
            throw .failure("a row of elements_pools expires at '\(end.prefix(100))'")
        }
    }

    func problem(
        with item: ServiceRequest.Item, freeSeats: Int64, at now: Instant
    ) -> Ledger.Addition? {
        if let expireTime = item.expireTime {
            if expireTime <= now { return .expiryInThePast }
            if expireTime < now.advanced(bySeconds: 30 * 86_400) { return .lessThanAMonth }
            if let end = self.expireTime, expireTime > end { return .pastPoolExpiry }
        }
        return item.userSeat > freeSeats ? .tooFewSeats : nil
    }
}
