internal import Seatfiller

extension Subcommand {
    /// `seatfiller check`
    static let check = Subcommand(
        name: "check",
        abstract: "Validate seeds: every mistake with file, line, column and what to do.",
        discussion: "Several paths add up, as several --seed do.",
        operand: Operand(
            name: "path",
            help: "A .json, .sql or .db file, a folder of them, or - for standard input.",
            isNeeded: true, repeats: true),
        options: [Option("store", takes: "path", "Make this store file of them, a seed too.")]
            + Option.common
    ) { arguments in
        var settings = Settings()
        settings.seeds = arguments.operands.map(SeedSource.named)
        let filler = try Seatfiller(settings)
        try filler.verify()
        Console.write("no mistakes: \(try filler.inventory)")
        guard let store = try arguments.text("store") else { return }
        try filler.keep(at: store)
        Console.write("made \(store)")
    }
}
