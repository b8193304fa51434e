/// Pseudorandom numbers that are the same on every machine: SplitMix64,
/// <https://prng.di.unimi.it/splitmix64.c>.
package enum SplitMix {
    /// The difference between one state and the next.
    package static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The number of a state.
    package static func number(of state: UInt64) -> UInt64 {
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
