import Emulation
import SQLite

/// What a partner has of a resource to give.
struct Pool {
    let number: Int64
    let freeSeats: Int64
    /// Nil for one that never expires.
    let expireTime: Instant?

    /// - Parameter row: its number, the seats that it has left, and its end.
    init(_ row: borrowing Row) throws(ElementsError) {
        number = row.integer(0)
        freeSeats = row.integer(1)
        let end = row.text(2)
        expireTime = Instant(end)
        // What is no date must not be taken for no end.
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
