internal import HTTP
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
        for _ in 0..<words { text += String(next(), digits: 16, radix: 16) }
        return text
    }

    /// A lower-case, hyphenated GUID.
    package func guid() -> String {
        GUID.text(hexadecimal(words: 2))
    }

    private func next() -> UInt64 {
        SplitMix.number(of: state.wrappingAdd(SplitMix.step, ordering: .relaxed).newValue)
    }
}
