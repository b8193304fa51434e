package import HTTP
import HTTPTypes
package import SQLite
import System

// Work on a world's data that takes long, while requests come to this world and to others.
extension World {
    /// Whether a request is to be answered here and now, as most are: not behind long work that
    /// changes the data, and not where it may write to a file, which another process may hold.
    package func answersAtOnce(_ request: Request) -> Bool {
        turnstile.isOpen && (!isFile || request.method.isSafe)
    }

    /// Has any other request answered when its time comes, on another thread.
    package func answerLater(
        _ request: Request, _ answer: @escaping @Sendable () -> Response
    ) -> Response {
        let pending = Pending()
        let work: @Sendable () -> Void = {
            if !pending.isCancelled { pending.resolve(answer()) }
        }
        let writers: Workers? =
            if case .file(let store) = parts.store, !request.method.isSafe {
                store.writers
            } else {
                nil
            }
        turnstile.hold { if writers?.run(work) != true { work() } }
        return Response(pending)
    }

    /// Changes the data by work that takes long. Requests of this world wait for it, and see all of
    /// it or nothing; other worlds go on.
    package func load<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        try turnstile.close {
            try roomed {
                switch parts.store {
                case .memory(let store): try store.load(body)
                case .file(let store): try store.load { try body(owned($0)) }
                }
            }
        }
    }

    /// The data as it is now: what changes later does not show.
    package func view() throws -> Connection {
        try roomed { try parts.store.view() }
    }

    /// Runs `body` on the data, and takes back what it changes.
    package func tried<Result: Sendable>(
        _ body: @Sendable (Connection) throws -> Result
    ) throws -> Result {
        do {
            return try transaction(.write) { throw Trial(result: try body($0)) }
        } catch let trial as Trial<Result> {
            return trial.result
        }
    }
}

extension HTTPRequest.Method {
    /// Whether it asks for nothing to be changed, RFC 9110 section 9.2.1.
    fileprivate var isSafe: Bool { self == .get || self == .head || self == .options }
}

/// Ends a transaction whose changes nobody wants.
private struct Trial<Result: Sendable>: Error {
    let result: Result
}
