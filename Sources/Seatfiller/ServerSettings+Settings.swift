import ControlAPI

extension ServerSettings {
    convenience init(_ settings: Settings) {
        let seeds = settings.seeds.isEmpty ? [settings.standardSeed] : settings.seeds
        self.init(seeds: seeds.map(\.title), store: settings.store)
    }
}
