import CSQLite
package import System

/// Ends statements that are no longer wanted, or take too much time or memory.
package final class Leash {
    /// The reason why statements were ended.
    package enum End: Sendable, CustomStringConvertible {
        /// The client no longer waits.
        case unwanted
        /// A statement took longer than this.
        case tooLong(Duration)
        /// The process has grown by more bytes than this.
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

    /// How long a statement may take, and by how many bytes the process may grow.
    package struct Bounds: Sendable {
        package var statement: Duration = .seconds(60)
        package var memory = MemoryBudget.standardLimit

        package init() {}

        /// Bounds with the memory that the budget has left.
        package init(_ memory: MemoryBudget) {
            self.memory = max(Self.noise, memory.limit - memory.heldByteCount)
        }

        private static let noise = 16 << 20
    }

    /// Set when statements have been ended.
    package private(set) var end: End?
    private let bounds: Bounds
    private let isWanted: () -> Bool
    private let heldBefore = SystemMemory.resident
    private var start = ContinuousClock.now
    private var lastLook = ContinuousClock.now

    /// - Parameter isWanted: whether the client still waits.
    package init(_ bounds: Bounds = Bounds(), isWanted: @escaping () -> Bool = { true }) {
        self.bounds = bounds
        self.isWanted = isWanted
    }

    /// Notes that a statement begins.
    func begin() {
        start = .now
    }

    /// Whether the present statement may continue.
    var holds: Bool {
        let now = ContinuousClock.now
        // Memory does not run out within 20 ms, so the process is not measured more often.
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
    /// Runs `body`. Its statements fail when the leash ends them.
    package func leashed<Result, Failure>(
        _ leash: Leash, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        self.leash = leash
        // A single instruction can make a value of half a gigabyte, and nothing can interrupt it.
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

    /// Some microseconds in SQLite's virtual machine; some seconds if each instruction calls a
    /// function with the longest text there is.
    private static var instructionsBetweenLooks: Int32 { 100 }
}
