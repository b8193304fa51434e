import Synchronization
import System

/// State in a few parts, each with a lock of its own. A loop takes any part that is free, so loops
/// that run at once do not wait for each other.
///
/// It suits state that adds up, such as counts, or that may exist several times, such as
/// connections.
final class Shards<State>: Sendable {
    private final class Shard: Sendable {
        let state: Mutex<State>

        init(_ state: consuming sending State) {
            self.state = Mutex(state)
        }
    }

    /// The standard number of a server's loops.
    private static var count: Int { 4 }

    private let shards: [Shard]

    /// - Parameter make: makes the first state of a part.
    init(_ make: () -> sending State) {
        shards = (0..<Self.count).map { _ in Shard(make()) }
    }

    /// Runs `body` on a free part, which is usually the same for the same thread. If no part is
    /// free, waits for one of them.
    @inline(__always)
    func withFree<Result, Failure>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let start = Self.preferred
        for offset in 0..<Self.count {
            let shard = shards[(start + offset) % Self.count]
            if let result = try shard.state.withLockIfAvailable(body) { return result }
        }
        return try shards[start].state.withLock(body)
    }

    /// Runs `body` on each part in turn.
    func forEach(_ body: (inout sending State) -> sending Void) {
        for shard in shards { shard.state.withLock(body) }
    }

    /// Runs `body` while nobody holds a part.
    func whileAllAreFree(_ body: () throws -> Void) throws {
        try lock(shards[...], body)
    }

    private func lock(_ shards: ArraySlice<Shard>, _ body: () throws -> Void) throws {
        guard let first = shards.first else { return try body() }
        try first.state.withLock { _ in try lock(shards.dropFirst(), body) }
    }

    /// Consecutive threads prefer different parts.
    private static var preferred: Int { Thread.number % count }
}
