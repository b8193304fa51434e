package import SQLite

// Work on a world's data that takes long, while requests come to this world and to others.
extension World {
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
            let store = try StoreFile.reader(of: path)
            try store.run("BEGIN")
            return store
        }
        return try StoreFile.open(presentState().image, growth: 0)
    }
}
