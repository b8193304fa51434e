import Synchronization

/// Runs work that takes long, apart from the threads that ask for it: some at once, the rest in the
/// order in which it came.
///
/// A thread is started when there is work for it and ends when there is none.
package final class Workers: Sendable {
    private struct State {
        var waiting: ArraySlice<@Sendable () -> Void> = []
        var running = 0
    }

    private let state = Mutex(State())
    private let mostRunning: Int
    private let mostWaiting: Int

    /// - Parameters:
    ///   - most: how much work is done at once.
    ///   - waiting: how much more may wait.
    package init(most: Int, waiting: Int = 10_000) {
        mostRunning = most
        mostWaiting = waiting
    }

    /// Has the work done soon.
    ///
    /// - Returns: false where too much is waiting already, or the system gives no thread.
    package func run(_ work: @escaping @Sendable () -> Void) -> Bool {
        let needsThread: Bool? = state.withLock { state in
            guard state.running >= mostRunning else {
                state.running += 1
                return true
            }
            guard state.waiting.count < mostWaiting else { return nil }
            state.waiting.append(work)
            return false
        }
        guard let needsThread else { return false }
        guard needsThread else { return true }
        let thread = Thread { [self] in
            var next: (@Sendable () -> Void)? = work
            while let work = next {
                work()
                next = takeNext()
            }
        }
        guard let thread else {
            state.withLock { $0.running -= 1 }
            return false
        }
        thread.detach()
        return true
    }

    /// The work that has waited longest; nil where there is none, and the thread ends.
    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if let next = state.waiting.popFirst() { return next }
            state.waiting = []
            state.running -= 1
            return nil
        }
    }
}
