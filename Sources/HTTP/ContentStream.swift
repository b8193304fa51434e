internal import System

/// Content that one thread makes while another sends it: never much of it is in memory.
package final class ContentStream: Sendable {
    /// What the sender finds.
    package enum Part: Sendable {
        case bytes([UInt8])
        /// More will come: `whenFilled` tells.
        case nothingYet
        case end
        /// The content cannot be completed.
        case broken
    }

    private struct State {
        var bytes: [UInt8] = []
        var isEnded = false
        var isBroken = false
        /// Whether nobody reads any more.
        var isAbandoned = false
        var filled: (@Sendable () -> Void)?
    }

    private let state = Monitor(State())

    /// So many bytes wait to be sent at most; then their maker waits.
    private static let mostWaiting = 256 << 10

    package init() {}

    // MARK: The side that makes it

    /// Adds bytes; waits where many are waiting to be sent.
    ///
    /// - Returns: false where nobody reads any more.
    package func write(_ bytes: [UInt8]) -> Bool {
        let hasRoom = state.wait { state -> Bool? in
            if state.isAbandoned { return false }
            return state.bytes.count < Self.mostWaiting ? true : nil
        }
        guard hasRoom == true else { return false }
        tell { $0.bytes += bytes }
        return true
    }

    /// All of it has been written.
    package func finish() {
        tell { $0.isEnded = true }
    }

    /// It cannot be completed: the sender breaks off, so that nobody takes a part for the whole.
    package func fail() {
        tell { $0.isBroken = true }
    }

    private func tell(_ change: (inout State) -> Void) {
        let filled = state.change { state -> (@Sendable () -> Void)? in
            change(&state)
            defer { state.filled = nil }
            return state.filled
        }
        filled?()
    }

    // MARK: The side that sends it

    /// Takes what is there.
    package func take() -> Part {
        state.change { state in
            if state.isBroken { return .broken }
            guard state.bytes.isEmpty else {
                defer { state.bytes = [] }
                return .bytes(state.bytes)
            }
            return state.isEnded ? .end : .nothingYet
        }
    }

    /// Calls `body` once, when there is something to take.
    package func whenFilled(_ body: @escaping @Sendable () -> Void) {
        let isFilled = state.change { state in
            let isFilled = !state.bytes.isEmpty || state.isEnded || state.isBroken
            if !isFilled { state.filled = body }
            return isFilled
        }
        if isFilled { body() }
    }

    /// Nobody reads any more.
    package func abandon() {
        state.change { state in
            state.isAbandoned = true
            state.bytes = []
            state.filled = nil
        }
    }

    /// Holds the calling thread until all of it is there; nil where it broke.
    package func collect() -> [UInt8]? {
        var content: [UInt8] = []
        while true {
            _ = state.wait { state -> Bool? in
                state.isEnded || state.isBroken || !state.bytes.isEmpty ? true : nil
            }
            switch take() {
            case .bytes(let bytes): content += bytes
            case .nothingYet: continue
            case .end: return content
            case .broken: return nil
            }
        }
    }
}
