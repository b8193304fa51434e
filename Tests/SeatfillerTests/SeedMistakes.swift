import Seatfiller

/// What the emulator says of seeds: their mistakes, a line each, or nothing.
func mistakes(_ seeds: Seatfiller.Seed...) -> String {
    do {
        var settings = Settings()
        settings.seeds = seeds
        _ = try Emulator(settings)
        return ""
    } catch {
        return error.description
    }
}

/// An id as SQL seeds of tests have it.
let anyGUID = "c0000000-0000-0000-0000-00000000000c"
