import CDemo
import Emulation
import SQLite
import System

/// The demo seed, loaded when the emulator was made: a start need not do it.
enum DemoStore {
    /// - Parameter memory: what it is charged to.
    /// - Throws: `MemoryFull`, or `SQLiteError` where there is no memory for it.
    static func seed(in memory: MemoryBudget) throws -> Seed {
        Seed(
            file: "the demo seed",
            image: try Image(Int(seatfiller_demo_size), in: memory) {
                seatfiller_write_demo($0, Int64($1)) != 0
            })
    }
}
