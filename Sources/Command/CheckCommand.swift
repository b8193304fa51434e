internal import Seatfiller

extension Subcommand {
    /// `seatfiller check`
    static let check = Subcommand(
        name: "check",
        abstract: "Validate seeds: every mistake with file, line, column and what to do.",
        discussion: "Several paths add up, as several --seed do.",
        operand: Operand(
            name: "path", help: "A .json or .sql file, or a folder of them.", isNeeded: true,
            repeats: true)
    ) { arguments in
        var settings = Settings()
        settings.seeds = arguments.operands.map(SeedSource.path)
        let filler = try Seatfiller(settings)
        Console.write("no mistakes: \(try filler.inventory)")
    }
}
