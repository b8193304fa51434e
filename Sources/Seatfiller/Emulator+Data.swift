import Emulation
import SQLite
import System

// The data of the default world: reading it anew, checking it, keeping it, counting it.
extension Emulator {
    /// Reads the seeds anew and replaces the data by them.
    ///
    /// - Parameter isWanted: whether the work may go on.
    /// - Throws: `SeatfillerError` that lists every mistake in the seeds; or one that refuses,
    ///   because a store file was opened without seeds and the demo seed must not replace its data.
    ///   Nothing has changed then.
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

    /// Checks all data. A server checks only the data that a request needs.
    ///
    /// - Throws: `SeatfillerError` if the store is damaged or holds data that no seed can.
    package func verify() throws(SeatfillerError) {
        let defaultWorld = worlds.defaultWorld
        let mistakes = try SeatfillerError.wording {
            try defaultWorld.tried { store -> [String] in
                if let damage = try StoreFile.damage(of: store) { return [damage] }
                return try Emulation.Seed.mistakes(
                    in: store, of: settings.roster, at: defaultWorld.clock.now)
            }
        }
        guard !mistakes.isEmpty else { return }
        throw SeatfillerError(
            .usage, mistakes.map { "the store is damaged: \($0)" }.joined(separator: "\n"))
    }

    /// Makes a store file of the emulator's data. The file can serve as a seed.
    ///
    /// - Throws: `SeatfillerError` if the file exists or cannot be written, or if there are faults,
    ///   which a store cannot hold.
    package func keep(at path: String) throws(SeatfillerError) {
        let defaultWorld = worlds.defaultWorld
        guard defaultWorld.faults.isEmpty else {
            throw SeatfillerError(
                .usage,
                "a store cannot hold faults; give them in a seed of their own after the store")
        }
        try NewStore.make(path) { unfinished in
            try defaultWorld.transaction(.read) { try StoreFile.copy($0, to: unfinished) }
        }
    }

    /// What the default world holds: `3 users, 12 seats, 2 customers, 4 tenants`. For a large store
    /// it is the size, because counting the rows would take longer than the start.
    package var inventory: String {
        get throws(SeatfillerError) {
            try SeatfillerError.wording {
                try worlds.defaultWorld.transaction(.read) { store in
                    let byteCount = try store.byteCount
                    guard byteCount <= 64 << 20 else {
                        return "a store of \(byteCount / 1_000_000) MB"
                    }
                    let held = try settings.roster.seeded.flatMap { try $0.inventory(of: store) }
                    return held.joined(separator: ", ")
                }
            }
        }
    }
}
