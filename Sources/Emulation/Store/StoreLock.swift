import SQLite
import Synchronization
import System

/// The write lock of a store file, which another process may hold.
final class StoreLock: Sendable {
    /// When this process first failed to get the lock, if it has not had it since.
    private let heldSince = Mutex<ContinuousClock.Instant?>(nil)

    /// How long requests wait for the lock. When that time is over, each request tries once.
    private static let patience: Duration = .seconds(5)

    /// Repeats `attempt` until it gets the lock. Only the calling thread waits.
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
