import Synchronization
import System

/// An answer that is not complete yet, because another thread makes it or an event must come first.
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

    /// The answer if none has come after a time.
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

    /// - Parameter timeout: nil if the answer is certain to come.
    package init(timeout: Timeout? = nil) {
        self.timeout = timeout
    }

    // MARK: The side that makes the answer

    /// Gives the answer. A second answer is ignored.
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

    /// Whether the client has stopped waiting.
    package var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Calls `body` once, when the answer has been given or is no longer wanted; at once if that is
    /// already so.
    package func whenOver(_ body: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if !state.isOver { state.sequel = body }
            return state.isOver
        }
        if isOver { body() }
    }

    // MARK: The side that waits

    /// Calls `body` once with the answer: on the thread that gives it, or at once if it is there
    /// already.
    package func whenResolved(_ body: @escaping @Sendable (Response) -> Void) {
        let response = state.withLock { state -> Response? in
            if state.response == nil { state.receiver = body }
            defer { state.response = nil }
            return state.response
        }
        if let response { body(response) }
    }

    /// Ends the wait. An answer that still comes is ignored.
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

    /// The same answer, passed through `change` when it comes.
    package func map(_ change: @escaping @Sendable (Response) -> Response) -> Pending {
        let mapped = Pending(
            timeout: timeout.map { timeout in
                Timeout(after: timeout.duration) { change(timeout.response()) }
            })
        whenResolved { mapped.resolve(change($0)) }
        // An answered request has nothing left to cancel.
        mapped.whenOver { self.cancel() }
        return mapped
    }

    /// Blocks the calling thread until the answer is there or its time is over.
    package func wait() -> Response {
        let arrived = Monitor<Response?>(nil)
        whenResolved { response in arrived.change { $0 = response } }
        if let response = arrived.wait(atMost: timeout?.duration, { $0 }) { return response }
        cancel()
        guard let timeout else { preconditionFailure("without a time it does not run out") }
        return timeout.response()
    }
}
