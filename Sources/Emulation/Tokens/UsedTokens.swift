import Synchronization

/// The tokens of a world that were good once and have been used.
final class UsedTokens: Sendable {
    private struct State {
        var numbers: Set<[UInt8]> = []
        /// The numbers, oldest first, so that the oldest can be forgotten.
        var order: ArraySlice<[UInt8]> = []
    }

    private let state = Mutex(State())

    /// The largest number of tokens. The oldest are forgotten, and are then good again.
    private static let most = 10_000

    func contains(_ number: [UInt8]) -> Bool {
        state.withLock { $0.numbers.contains(number) }
    }

    /// Notes that a token has been used.
    ///
    /// - Returns: false if it was used before.
    func add(_ number: [UInt8]) -> Bool {
        state.withLock { state in
            guard state.numbers.insert(number).inserted else { return false }
            state.order.append(number)
            if state.order.count > Self.most, let oldest = state.order.popFirst() {
                state.numbers.remove(oldest)
            }
            return true
        }
    }
}
