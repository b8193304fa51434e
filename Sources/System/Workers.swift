import Synchronization

/// Runs long work apart from the calling threads: some at once, the rest in the order of its
/// arrival.
///
/// A thread starts when there is work for it, and ends when there is none.
package final class Workers: Sendable {
    private struct State {
        var waiting: ArraySlice<@Sendable () -> Void> = []
        var running = 0
    }

    private let state = Mutex(State())
    private let mostRunning: Int
    private let mostWaiting: Int

    /// - Parameters:
    ///   - most: how many pieces of work run at once.
    ///   - waiting: how many more may wait.
    package init(most: Int, waiting: Int = 10_000) {
        mostRunning = most
        mostWaiting = waiting
    }

    /// Runs the work as soon as a thread is free.
    ///
    /// - Returns: false if too much work is waiting, or the system cannot start a thread.
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

    /// The work that has waited longest; nil if there is none, and then the thread must end.
    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            if let next = state.waiting.popFirst() { return next }
            state.waiting = []
            state.running -= 1
            return nil
        }
    }
}
