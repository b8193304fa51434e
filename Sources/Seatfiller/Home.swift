internal import Emulation
internal import SQLite

/// The world that is there from the start: what the seeds say, or the store that has become of
/// them.
internal struct Home {
    private let settings: Settings
    private let clock: Clock

    init(_ settings: Settings, clock: Clock) {
        self.settings = settings
        self.clock = clock
    }

    /// - Throws: whatever is wrong with the seeds or the store.
    func world(_ traits: WorldTraits) throws -> Emulation.World {
        if let path = settings.store { return try world(ofFile: path, traits) }
        let seeds = try seeds(again: false)
        if let image = Self.image(seeds) {
            return Emulation.World(image, clock: clock, traits)
        }
        let (store, faults) = try loaded(seeds)
        return try Emulation.World(
            store: store, isFile: false, clock: clock, faults: faults, traits)
    }

    /// What the seeds say now, in place of what they said before.
    func reseed(
        _ world: Emulation.World, while isWanted: @escaping @Sendable () -> Bool
    ) throws {
        let seeds = try seeds(again: true)
        if let image = Self.image(seeds) { return try world.replace(by: image, faults: []) }
        let (store, faults) = try loaded(seeds, while: isWanted)
        try world.replace(by: Image(of: store), faults: faults)
    }

    private func world(ofFile path: String, _ traits: WorldTraits) throws -> Emulation.World {
        var faults: [Fault] = []
        let store = try StoreFile.open(.file(path), for: Roster.seeded) { store, isNew in
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

    /// - Parameter again: whether they have been read before.
    private func seeds(again: Bool) throws(SeatfillerError) -> [Seed] {
        guard settings.seeds.count(where: \.isStandardInput) < 2 else {
            throw SeatfillerError(.usage, "standard input, -, is a seed once")
        }
        var seeds: [Seed] = []
        for source in settings.seeds.isEmpty ? [settings.standardSeed] : settings.seeds {
            seeds += try source.seeds(again: again)
        }
        return seeds
    }

    /// The image that is all of the seeds; nil where there is more to load.
    private static func image(_ seeds: [Seed]) -> Image? {
        seeds.count == 1 ? seeds[0].image : nil
    }

    private func loaded(
        _ seeds: [Seed], while isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws -> sending (Connection, [Fault]) {
        var faults: [Fault] = []
        let store = try StoreFile.open(.memory, for: Roster.seeded) { store, _ in
            faults = try load(seeds, into: store, while: isWanted)
        }
        return (store, faults)
    }

    private func load(
        _ seeds: [Seed], into store: Connection,
        while isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws -> [Fault] {
        try Seed.load(
            seeds, into: store, for: Roster.seeded, clock: clock, operations: Roster.operations,
            on: Leash(isWanted: isWanted))
    }
}
