internal import ArgumentParser
internal import Seatfiller

/// `seatfiller check`
internal struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate seeds: every mistake with file, line, column and what to do.",
        discussion: "Several paths add up, as several --seed do.")

    @Argument(help: "A .json or .sql file, or a folder of them.")
    var path: [String]

    func run() throws {
        var settings = Settings()
        settings.seeds = path.map(SeedSource.path)
        let filler = try Seatfiller(settings)
        Console.write("no mistakes: \(try filler.inventory)")
    }
}
