internal import Synchronization

/// A world's supply of identifiers for requests and traces: each another, and the same ones in the
/// same order after every start, so that a run can be compared with the one before.
package final class Identifiers: Sendable {
    private let state = Atomic<UInt64>(0)

    package init() {}

    /// Begins anew, as after a start.
    package func reset() {
        state.store(0, ordering: .relaxed)
    }

    /// Lower-case hexadecimal digits, 16 for each word.
    package func hexadecimal(words: Int) -> String {
        var text = ""
        for _ in 0..<words {
            let digits = String(next(), radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
        return text
    }

    /// A lower-case, hyphenated GUID.
    package func guid() -> String {
        GUID.text(hexadecimal(words: 2))
    }

    /// SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
    private func next() -> UInt64 {
        let step: UInt64 = 0x9E37_79B9_7F4A_7C15
        var value = state.wrappingAdd(step, ordering: .relaxed).newValue
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
