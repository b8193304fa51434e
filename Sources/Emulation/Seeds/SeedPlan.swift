/// How large a generated seed is, and the chance in it: the same numbers make the same seed on
/// every machine.
package struct SeedPlan: Sendable {
    package var seed: Int64 = 1
    private var counts: [String: Int64]

    /// As many of everything as the APIs make by themselves.
    package init(for roster: Roster) {
        counts = roster.seeded.reduce(into: [:]) { counts, api in
            counts.merge(api.standardCounts) { $1 }
        }
    }

    /// How many there are of a noun, `seats-per-user`; nil where nobody has said.
    package subscript(noun: String) -> Int64? {
        get { counts[noun] }
        set { counts[noun] = newValue }
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
