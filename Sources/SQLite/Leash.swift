import CSQLite
package import System

/// Holds back statements that nobody wants any more, or that take too much time or memory.
package final class Leash {
    /// Why statements were broken off.
    package enum End: Sendable, CustomStringConvertible {
        /// Nobody waits for them any more.
        case unwanted
        /// One of them took longer than this.
        case tooLong(Duration)
        /// The process has come to hold so many bytes more.
        case tooLarge(Int)

        package var description: String {
            switch self {
            case .unwanted: "nobody waits for this any more"
            case .tooLong(let time):
                "this statement takes longer than \(time.components.seconds) seconds"
            case .tooLarge(let bytes): "this takes more memory than \(bytes >> 20) MiB"
            }
        }
    }

    /// How long one statement may take, and how many bytes more the process may come to hold.
    package struct Bounds: Sendable {
        package var statement: Duration = .seconds(60)
        package var memory = MemoryBudget.standardLimit

        package init() {}

        /// As much memory as is left, but no less than the process takes and gives back anyway.
        package init(_ memory: MemoryBudget) {
            self.memory = max(Self.noise, memory.limit - memory.heldByteCount)
        }

        private static let noise = 16 << 20
    }

    /// Set when statements have been broken off.
    package private(set) var end: End?
    private let bounds: Bounds
    private let isWanted: () -> Bool
    private let heldBefore = SystemMemory.resident
    private var start = ContinuousClock.now
    private var lastLook = ContinuousClock.now

    /// - Parameter isWanted: whether somebody still waits.
    package init(_ bounds: Bounds = Bounds(), isWanted: @escaping () -> Bool = { true }) {
        self.bounds = bounds
        self.isWanted = isWanted
    }

    /// A statement begins.
    func begin() {
        start = .now
    }

    /// Whether the present statement may go on.
    var holds: Bool {
        let now = ContinuousClock.now
        // Memory does not run out faster than it is looked at.
        if now - lastLook > .milliseconds(20) {
            lastLook = now
            if SystemMemory.resident - heldBefore > bounds.memory {
                end = .tooLarge(bounds.memory)
            }
        }
        if now - start > bounds.statement { end = .tooLong(bounds.statement) }
        if !isWanted() { end = .unwanted }
        return end == nil
    }
}

extension Connection {
    /// Runs `body`, whose statements fail where the leash ends.
    package func leashed<Result, Failure>(
        _ leash: Leash, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        self.leash = leash
        // A value of half a gigabyte is made by a single instruction, which nothing can break off.
        let longest = sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.longestValue)
        sqlite3_progress_handler(
            handle, Self.instructionsBetweenLooks,
            { context in
                guard let context else { return 0 }
                return Unmanaged<Leash>.fromOpaque(context).takeUnretainedValue().holds ? 0 : 1
            }, Unmanaged.passUnretained(leash).toOpaque())
        defer {
            sqlite3_progress_handler(handle, 0, nil, nil)
            sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longest)
            self.leash = nil
        }
        return try body()
    }

    private static var longestValue: Int32 { 16 << 20 }

    /// Some microseconds of SQLite's virtual machine; some seconds where each of them calls a
    /// function with the longest text there is.
    private static var instructionsBetweenLooks: Int32 { 100 }
}
