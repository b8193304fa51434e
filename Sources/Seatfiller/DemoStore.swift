internal import CDemo
internal import Emulation
internal import SQLite

/// The demo seed, loaded when the emulator was made: a start need not do it.
internal enum DemoStore {
    /// - Throws: `SQLiteError` where there is no memory for it.
    static func seed() throws -> Seed {
        Seed(file: "the demo seed", image: try Image { seatfiller_write_demo($0) != 0 })
    }
}
