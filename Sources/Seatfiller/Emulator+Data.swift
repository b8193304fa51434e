import Emulation
import SQLite
import System

// The data of the default world: reading it anew, checking it, keeping it, counting it.
extension Emulator {
    /// Replaces the data by the seeds, read anew.
    ///
    /// - Parameter isWanted: whether it may go on.
    /// - Throws: `SeatfillerError` with every mistake in them, or where a store file was opened
    ///   without seeds, whose data the demo seed must not replace; then nothing has changed.
    package func reload(
        while isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws(SeatfillerError) {
        guard settings.store == nil || !settings.seeds.isEmpty else {
            throw SeatfillerError(.usage, "the store was opened without --seed")
        }
        try SeatfillerError.wording {
            let defaultWorld = DefaultWorld(
                settings, clock: worlds.defaultWorld.clock, memory: memory)
            try worlds.replace(.default, as: try defaultWorld.reseeded(while: isWanted))
        }
    }

    /// Looks through all data, of which a server only sees what it is asked for.
    ///
    /// - Throws: `SeatfillerError` for a store that is damaged, or holds what no seed can.
    package func verify() throws(SeatfillerError) {
        let defaultWorld = worlds.defaultWorld
        let mistakes = try SeatfillerError.wording {
            try defaultWorld.tried { store -> [String] in
                if let damage = try StoreFile.damage(of: store) { return [damage] }
                return try Seed.mistakes(in: store, of: settings.roster, at: defaultWorld.clock.now)
            }
        }
        guard !mistakes.isEmpty else { return }
        throw SeatfillerError(
            .usage, mistakes.map { "the store is damaged: \($0)" }.joined(separator: "\n"))
    }

    /// Makes a store file of what the emulator holds, which can be a seed then.
    ///
    /// - Throws: `SeatfillerError` where the file exists or cannot be written, and for faults,
    ///   which are no data.
    package func keep(at path: String) throws(SeatfillerError) {
        let defaultWorld = worlds.defaultWorld
        guard defaultWorld.faults.isEmpty else {
            throw SeatfillerError(
                .usage,
                "a store keeps no faults; leave them out here, and give them in a seed behind it")
        }
        try NewStore.make(path) { unfinished in
            try defaultWorld.transaction(.read) { store in try StoreFile.copy(store, to: unfinished)
            }
        }
    }

    private static let mostCounted: Int64 = 64 << 20

    /// What the world holds: `3 users, 12 seats, 2 customers, 4 tenants`; of a store whose rows
    /// would take longer to count than it takes to start, its size.
    package var inventory: String {
        get throws(SeatfillerError) {
            try SeatfillerError.wording {
                try worlds.defaultWorld.transaction(.read) { store in
                    let byteCount = try store.byteCount
                    guard byteCount <= Self.mostCounted else {
                        return "a store of \(byteCount / 1_000_000) MB"
                    }
                    return try settings.roster.seeded.flatMap { try $0.inventory(of: store) }
                        .joined(
                            separator: ", ")
                }
            }
        }
    }
}
