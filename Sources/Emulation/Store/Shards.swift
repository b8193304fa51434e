import Synchronization
import System

/// State in a few parts, each guarded by itself: who needs one takes a part that nobody holds, so
/// that loops that run at once do not wait for each other.
///
/// For what adds up, as counts do, or may be there several times, as connections and copies may.
final class Shards<State>: Sendable {
    private final class Shard: Sendable {
        let state: Mutex<State>

        init(_ state: consuming sending State) {
            self.state = Mutex(state)
        }
    }

    /// As many as loops that a server has by itself.
    private static var count: Int { 4 }

    private let shards: [Shard]

    /// - Parameter make: gives what a part begins as.
    init(_ make: () -> sending State) {
        shards = (0..<Self.count).map { _ in Shard(make()) }
    }

    /// Runs `body` on a part that is free, most often the same one for the same thread; where all
    /// are taken, waits for one.
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

    /// Runs `body` while nobody has any part.
    func whileAllAreFree(_ body: () throws -> Void) throws {
        try lock(shards[...], body)
    }

    private func lock(_ shards: ArraySlice<Shard>, _ body: () throws -> Void) throws {
        guard let first = shards.first else { return try body() }
        try first.state.withLock { _ in try lock(shards.dropFirst(), body) }
    }

    /// Threads that ask first one after another have parts of their own.
    private static var preferred: Int { Thread.number % count }
}
