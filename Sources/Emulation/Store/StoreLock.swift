import SQLite
import Synchronization
import System

/// The write lock of a store file, which another process may hold.
final class StoreLock: Sendable {
    /// Since when nobody here could have it.
    private let heldSince = Mutex<ContinuousClock.Instant?>(nil)

    /// So long requests wait for it. When it has been held for longer, each tries once.
    private static let patience: Duration = .seconds(5)

    /// Runs `attempt` again and again until the lock can be had. It holds the calling thread
    /// meanwhile, and nothing else.
    ///
    /// - Throws: `DataError.storeBusy`, and what `attempt` throws.
    func waiting<Result>(_ attempt: () throws -> Result) throws -> Result {
        while true {
            do {
                let result = try attempt()
                heldSince.withLock { $0 = nil }
                return result
            } catch let error as SQLiteError where error.isBusy {
                let now = ContinuousClock.now
                let start = heldSince.withLock { heldSince in
                    let start = heldSince ?? now
                    heldSince = start
                    return start
                }
                guard now - start < Self.patience else { throw DataError.storeBusy }
                Thread.pause(for: .milliseconds(10))
            }
        }
    }
}
