import Synchronization
import System

/// An answer that is not there yet: another thread makes it, or something has to happen first.
package final class Pending: Sendable {
    private typealias Receiver = @Sendable (Response) -> Void
    private typealias Sequel = @Sendable () -> Void

    private struct State {
        var response: Response?
        var isOver = false
        var isCancelled = false
        var receiver: Receiver?
        var sequel: Sequel?
    }

    /// What is answered when nothing has come after a time.
    package struct Timeout: Sendable {
        package let duration: Duration
        package let response: @Sendable () -> Response

        package init(after duration: Duration, _ response: @escaping @Sendable () -> Response) {
            self.duration = duration
            self.response = response
        }
    }

    package let timeout: Timeout?
    private let state = Mutex(State())

    /// - Parameter timeout: nil for an answer that comes in any case.
    package init(timeout: Timeout? = nil) {
        self.timeout = timeout
    }

    // MARK: The side that makes the answer

    /// Gives the answer; a second one is dropped.
    package func resolve(_ response: Response) {
        let (receiver, sequel) = state.withLock { state in
            guard !state.isOver else { return (nil, nil) as (Receiver?, Sequel?) }
            state.isOver = true
            if state.receiver == nil { state.response = response }
            defer { (state.receiver, state.sequel) = (nil, nil) }
            return (state.receiver, state.sequel)
        }
        receiver?(response)
        sequel?()
    }

    /// Whether nobody waits for the answer any more.
    package var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Calls `body` once, when the answer has been given or nobody waits for it any more; at once
    /// where that is so already.
    package func whenOver(_ body: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if !state.isOver { state.sequel = body }
            return state.isOver
        }
        if isOver { body() }
    }

    // MARK: The side that waits

    /// Calls `body` with the answer, once: on the thread that gives it, or here and now where it is
    /// there already.
    package func whenResolved(_ body: @escaping @Sendable (Response) -> Void) {
        let response = state.withLock { state -> Response? in
            if state.response == nil { state.receiver = body }
            defer { state.response = nil }
            return state.response
        }
        if let response { body(response) }
    }

    /// Ends the wait: the answer, should it come yet, is dropped.
    package func cancel() {
        let sequel = state.withLock { state -> Sequel? in
            guard !state.isOver else { return nil }
            state.isOver = true
            state.isCancelled = true
            defer { (state.receiver, state.sequel) = (nil, nil) }
            return state.sequel
        }
        sequel?()
    }

    /// The same answer, changed by `change` when it comes.
    package func map(_ change: @escaping @Sendable (Response) -> Response) -> Pending {
        let mapped = Pending(
            timeout: timeout.map { timeout in
                Timeout(after: timeout.duration) { change(timeout.response()) }
            })
        whenResolved { mapped.resolve(change($0)) }
        // Where it is answered, there is nothing left to cancel.
        mapped.whenOver { self.cancel() }
        return mapped
    }

    /// Holds the calling thread until the answer is there, or its time is over.
    package func wait() -> Response {
        let arrived = Monitor<Response?>(nil)
        whenResolved { response in arrived.change { $0 = response } }
        if let response = arrived.wait(atMost: timeout?.duration, { $0 }) { return response }
        cancel()
        guard let timeout else { preconditionFailure("without a time it does not run out") }
        return timeout.response()
    }
}
