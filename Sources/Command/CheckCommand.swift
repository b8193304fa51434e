import ArgumentParser
import Seatfiller

/// `seatfiller check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate seeds: every mistake with file, line, column and what to do.",
        discussion: "Several paths add up, as several --seed do.")

    @Argument(
        help: "A .json, .sql or .db file, a folder of them, or - for standard input.",
        completion: .file(), transform: OptionValue.text)
    var path: [String]

    @Option(
        help: ArgumentHelp("Make this store file of them, a seed too.", valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var store: String?

    func run() throws {
        store.map(NewStore.removeUnfinishedOnSignal)
        var settings = Settings()
        settings.seeds = path.map(SeedSource.named)
        let emulator = try Emulator(settings)
        try emulator.verify()
        Console.write("no mistakes: \(try emulator.inventory)")
        guard let store else { return }
        try emulator.keep(at: store)
        Console.write("made \(store)")
    }
}
