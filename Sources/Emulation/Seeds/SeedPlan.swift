/// The size of a generated seed, and the seed of its random numbers. The same plan makes the same
/// data on every machine.
package struct SeedPlan: Sendable {
    package var seed: Int64 = 1
    private var counts: [String: Int64]

    /// A plan with the standard counts of the APIs.
    package init(for roster: Roster) {
        counts = roster.seeded.reduce(into: [:]) { counts, api in
            counts.merge(api.standardCounts) { $1 }
        }
    }

    /// The number of things of a noun, such as `seats-per-user`, or nil if nobody has set it.
    package subscript(noun: String) -> Int64? {
        get { counts[noun] }
        set { counts[noun] = newValue }
    }

    /// A pseudorandom number that depends only on the seed, the kind of a thing and its number.
    ///
    /// - Returns: from 0 up to, but not including, `bound`.
    package func chance(_ kind: UInt64, _ number: Int64, below bound: Int64) -> Int64 {
        let state = UInt64(bitPattern: seed) &* SplitMix.step ^ kind << 56 ^ UInt64(number)
        return Int64(
            SplitMix.number(of: SplitMix.number(of: state) &+ SplitMix.step) % UInt64(bound))
    }

    /// A GUID that depends only on the seed, the kind of a thing and its number.
    package func guid(_ kind: String, _ number: Int64) -> String {
        GUID.named("\(seed)/\(kind)/\(number)")
    }
}
