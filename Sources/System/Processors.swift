import CSystem

/// The processors that this process may run on.
package enum Processors {
    /// At least 1: what a container or `taskset` leaves to it.
    package static let count = Int(seatfiller_processor_count())
}
