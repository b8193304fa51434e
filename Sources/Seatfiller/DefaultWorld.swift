import Emulation
import SQLite
import System

/// Makes the world that exists from the start, from the seeds or from a store file.
struct DefaultWorld {
    private let settings: Settings
    private let clock: Clock
    private let memory: MemoryBudget

    /// - Parameter memory: the budget that the seeds are charged to.
    init(_ settings: Settings, clock: Clock, memory: MemoryBudget) {
        self.settings = settings
        self.clock = clock
        self.memory = memory
    }

    /// - Throws: an error of the seeds or of the store.
    func world(_ traits: WorldTraits) throws -> Emulation.World {
        if let path = settings.store { return try world(ofFile: path, traits) }
        let (image, faults) = try loaded(again: false)
        return Emulation.World(image, clock: clock, faults: faults, traits)
    }

    /// Loads the seeds anew.
    ///
    /// - Parameter isWanted: whether the work may go on.
    func reseeded(while isWanted: @escaping @Sendable () -> Bool) throws -> Replacement {
        let (image, faults) = try loaded(again: true, while: isWanted)
        return .seed(image, faults)
    }

    private func world(ofFile path: String, _ traits: WorldTraits) throws -> Emulation.World {
        var faults: [Emulation.Fault] = []
        let store = try StoreFile.open(.file(path), for: settings.roster) { store, isNew in
            guard isNew || settings.reseeds else {
                guard settings.seeds.isEmpty else {
                    throw SeatfillerError(
                        .usage,
                        "the store \(path) holds data already, which --seed would add to; leave "
                            + "--seed out, or replace the data with --reseed")
                }
                return
            }
            if !isNew { try StoreFile.clear(store) }
            faults = try load(seeds(again: false), into: store)
        }
        return try Emulation.World(store: store, isFile: true, clock: clock, faults: faults, traits)
    }

    /// - Parameter again: whether the seeds have been read before.
    private func seeds(again: Bool) throws(SeatfillerError) -> [Emulation.Seed] {
        guard settings.seeds.count(where: \.isStandardInput) < 2 else {
            throw SeatfillerError(.usage, "standard input (-) can be a seed only once")
        }
        var seeds: [Emulation.Seed] = []
        for source in settings.seeds.isEmpty ? [settings.standardSeed] : settings.seeds {
            seeds += try source.seeds(again: again, for: settings.roster, in: memory)
        }
        return seeds
    }

    /// The data of the seeds, and their faults.
    func loaded(
        again: Bool, while isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws -> (Image, [Emulation.Fault]) {
        let seeds = try seeds(again: again)
        if seeds.count == 1, let image = seeds[0].image { return (image, []) }
        var faults: [Emulation.Fault] = []
        let store = try StoreFile.open(.memory, for: settings.roster) { store, _ in
            faults = try load(seeds, into: store, while: isWanted)
        }
        return (try Image(of: store, in: memory), faults)
    }

    private func load(
        _ seeds: [Emulation.Seed], into store: Connection,
        while isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws -> [Emulation.Fault] {
        try Emulation.Seed.load(
            seeds, into: store, for: settings.roster, clock: clock,
            on: Leash(.init(memory), isWanted: isWanted))
    }
}
