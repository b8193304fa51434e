package import HTTP
import HTTPTypes
import System

// Requests that may have to wait before a world can answer them.
extension World {
    /// Whether the request can be answered on the thread of its loop, as most can.
    ///
    /// It cannot while long work changes the data, nor if it may write to a file, which another
    /// process may have locked, nor if a fault performs requests that take long.
    package func answersAtOnce(_ request: Request) -> Bool {
        turnstile.isOpen && (!isFile || request.method.isSafe)
            && !faults.mayWait(isFile: isFile)
    }

    /// Answers a request that has to wait, on another thread.
    package func answerLater(
        _ request: Request, _ answer: @escaping @Sendable () -> Response
    ) -> Response {
        let pending = Pending()
        let work: @Sendable () -> Void = {
            if !pending.isCancelled { pending.resolve(answer()) }
        }
        let writers: Workers? =
            if faults.mayWait(isFile: isFile) {
                traits.faultWorkers
            } else if case .file(let store) = parts.store, !request.method.isSafe {
                store.writers
            } else {
                nil
            }
        turnstile.hold { if writers?.run(work) != true { work() } }
        return Response(pending)
    }
}

extension HTTPRequest.Method {
    /// Whether the method changes nothing, RFC 9110 section 9.2.1.
    fileprivate var isSafe: Bool { self == .get || self == .head || self == .options }
}
