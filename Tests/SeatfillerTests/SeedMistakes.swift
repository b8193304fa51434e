import Seatfiller

/// What the emulator says of seeds: their mistakes, a line each, or nothing.
func mistakes(_ seeds: SeedSource...) -> String {
    do {
        var settings = Settings()
        settings.seeds = seeds
        _ = try Seatfiller(settings)
        return ""
    } catch {
        return error.description
    }
}
