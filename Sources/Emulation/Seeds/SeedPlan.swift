/// How large a generated seed is, and the chance in it: the same numbers make the same seed on
/// every machine.
package struct SeedPlan: Sendable {
    package var users: Int64 = 100
    package var seatsPerUser: Int64 = 3
    /// How many seats the first user has instead; nil for as many as the others.
    package var seatsOfFirstUser: Int64?
    package var products: Int64 = 50
    package var customers: Int64 = 2
    /// Of each customer.
    package var tenants: Int64 = 4
    package var seed: Int64 = 1

    package init() {}

    /// What cannot be made; nil where all of it can.
    package var mistake: String? {
        let most = max(seatsPerUser, seatsOfFirstUser ?? 0)
        guard most <= products || users == 0 else {
            return "a user has \(most) seats, each of another product, and there are \(products) "
                + "products; ask for more with --products"
        }
        return nil
    }

    /// A number that looks like chance, always the same for a kind of thing and its number.
    ///
    /// - Returns: from 0 up to `bound`.
    package func chance(_ kind: UInt64, _ number: Int64, below bound: Int64) -> Int64 {
        let state = UInt64(bitPattern: seed) &* SplitMix.step ^ kind << 56 ^ UInt64(number)
        return Int64(
            SplitMix.number(of: SplitMix.number(of: state) &+ SplitMix.step) % UInt64(bound))
    }

    /// A GUID that is always the same for a kind of thing and its number.
    package func guid(_ kind: String, _ number: Int64) -> String {
        GUID.named("\(seed)/\(kind)/\(number)")
    }
}
