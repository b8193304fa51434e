import CSystem

/// The processors that this process may run on.
package enum Processors {
    /// Their number, at least 1. A container or `taskset` may limit it.
    package static let count = Int(seatfiller_processor_count())
}
