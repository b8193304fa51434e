import ArgumentParser
import Seatfiller

/// The words of a command line that cannot be read, of which the ready file alone still matters.
struct RefusedStart: ParsableArguments {
    @OptionGroup var ready: ReadyFileOption
    @Argument(parsing: .allUnrecognized) var others: [String] = []

    /// Takes an earlier server's file away, where these words were meant to start one.
    func forgetReadyFile() throws {
        let isServe = others.first.map { $0 == "serve" || $0.hasPrefix("-") } ?? true
        if isServe { _ = try Given(ready).readyFile.map(ServerProcess.readyFile(at:)) }
    }
}
