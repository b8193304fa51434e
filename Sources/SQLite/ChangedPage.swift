import System

/// A page of a database that differs from the base. Successive images share it.
final class ChangedPage: Sendable {
    let number: Int
    let bytes: [UInt8]
    private let charge: MemoryCharge

    /// - Parameter memory: the budget that it is charged to.
    init(_ number: Int, _ bytes: UnsafeRawBufferPointer, in memory: MemoryBudget) throws {
        charge = try memory.reserve(bytes.count)
        self.number = number
        self.bytes = Array(bytes)
    }
}
