package import HTTP
internal import HTTPTypes
package import SQLite
internal import System

// Work on a world's data that takes long, while requests come to this world and to others.
extension World {
    /// Whether a request is to be answered here and now, as most are: not behind long work that
    /// changes the data, and not where it may write to a file, which another process may hold.
    package func answersAtOnce(_ request: Request) -> Bool {
        turnstile.isOpen && (writers == nil || request.method.isSafe)
    }

    /// Has any other request answered when its time comes, on another thread.
    package func answerLater(
        _ request: Request, _ answer: @escaping @Sendable () -> Response
    ) -> Response {
        let pending = Pending()
        let work: @Sendable () -> Void = {
            if !pending.isCancelled { pending.resolve(answer()) }
        }
        let writers = request.method.isSafe ? nil : writers
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
                if let path = filePath {
                    try keepSeededState()
                    defer { didChange() }
                    // A connection of its own, so that nobody waits for the world's.
                    return try StoreFile.writer(of: path).transaction(.write, body)
                }
                while true {
                    // A request that was under way when the turnstile closed may still change it.
                    let (image, room, revision) = try presentState()
                    let store = try StoreFile.open(image, growth: room)
                    let result = try store.transaction(.write, body)
                    if put(try Image(of: store), ifStillAt: revision) { return result }
                }
            }
        }
    }

    /// The data as it is now: what changes later does not show.
    package func view() throws -> Connection {
        if let path = filePath {
            try checkStore()
            let store = try StoreFile.reader(of: path)
            try store.run("BEGIN")
            return store
        }
        return try StoreFile.open(presentState().image, growth: 0)
    }
}

extension HTTPRequest.Method {
    /// Whether it asks for nothing to be changed, RFC 9110 section 9.2.1.
    fileprivate var isSafe: Bool { self == .get || self == .head || self == .options }
}
