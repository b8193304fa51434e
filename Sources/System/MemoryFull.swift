/// The budget has no room.
package struct MemoryFull: Error, Sendable, CustomStringConvertible {
    /// The limit of the budget in bytes.
    package let limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    package var description: String {
        let bytes = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes"
        return "the server has reached its memory limit: \(bytes) (--memory)"
    }
}
