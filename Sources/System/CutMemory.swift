import CSystem

/// SQLite's index of a log, memory that all processes share that have a store open: whoever cuts
/// its file short takes it away while it is used, which ends a process by `SIGBUS`.
package enum CutMemory {
    /// From now on the process goes on with empty memory in its place. To be called by a process
    /// that is all ours.
    package static func survive() {
        seatfiller_survive_cut_memory()
    }

    /// Whether that has happened: what was read since counts for nothing.
    package static var isUsed: Bool { seatfiller_cut_memory_count() > 0 }
}
