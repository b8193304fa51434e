import Synchronization
import System

/// Lets requests into a world, but holds them while long work changes its data.
package final class Turnstile: Sendable {
    private struct State {
        var isClosed = false
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Monitor(State())
    /// A copy of `isClosed`, so that most requests need no lock.
    private let isShut = Atomic(false)

    package init() {}

    /// Whether requests may enter.
    package var isOpen: Bool { !isShut.load(ordering: .acquiring) }

    /// Runs a request as soon as no long work is under way.
    package func hold(_ request: @escaping @Sendable () -> Void) {
        let isHeld = state.change { state in
            if state.isClosed { state.waiting.append(request) }
            return state.isClosed
        }
        if !isHeld { request() }
    }

    /// Runs long work. Requests and other long work wait until it is done.
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
