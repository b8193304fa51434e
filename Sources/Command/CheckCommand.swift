import ArgumentParser
import Seatfiller
import System

/// `seatfiller check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Check seeds: report every mistake with its file, line and column, and what to do.",
        discussion: "Several paths add up, like several --seed options.")

    @Argument(
        help: "A .json, .sql or .db file, a folder of them, or - for standard input.",
        completion: .file(), transform: OptionValue.text)
    var path: [String]

    @Option(path: "Make a store file of the seeds. It is a seed itself.")
    var store: String?

    func run() throws {
        store.map(NewStore.removeUnfinishedOnSignal)
        var settings = Settings()
        settings.seeds = path.map(Seatfiller.Seed.named)
        let emulator = try Emulator(settings)
        try emulator.verify()
        StandardStream.output.write(line: "no mistakes: \(try emulator.inventory)")
        guard let store else { return }
        try emulator.keep(at: store)
        StandardStream.output.write(line: "made \(store)")
    }
}
