import Synchronization
import System

/// Lets requests into a world, or has them wait while long work changes what they would see.
package final class Turnstile: Sendable {
    private struct State {
        var isClosed = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Monitor(State())
    /// The same as in the state: most requests need not ask for more.
    private let isShut = Atomic(false)

    package init() {}

    /// Whether requests may go on at present.
    package var isOpen: Bool { !isShut.load(ordering: .acquiring) }

    /// Keeps a request until the long work is done.
    ///
    /// It is run at once where that is so already.
    package func hold(_ request: @escaping @Sendable () -> Void) {
        let isHeld = state.change { state in
            if state.isClosed { state.waiting.append(request) }
            return state.isClosed
        }
        if !isHeld { request() }
    }

    /// Runs long work while no request comes in; other long work waits for it.
    package func close<Result>(_ work: () throws -> Result) rethrows -> Result {
        _ = state.wait { state -> Bool? in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            return true
        }
        isShut.store(true, ordering: .releasing)
        defer { open() }
        return try work()
    }

    private func open() {
        let waiting = state.change { state in
            state.isClosed = false
            isShut.store(false, ordering: .releasing)
            defer { state.waiting = [] }
            return state.waiting
        }
        for request in waiting { request() }
    }
}
