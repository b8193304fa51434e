/// A server that may hold no more.
package struct MemoryFull: Error, Sendable, CustomStringConvertible {
    /// How many bytes it may hold.
    package let limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    package var description: String {
        let bytes = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes"
        return "the server holds all that it may, the \(bytes) of --memory"
    }
}
