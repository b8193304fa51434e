import ArgumentParser
import Seatfiller

/// The words of an invalid command line. Only the ready file still matters.
struct RefusedStart: ParsableArguments {
    @OptionGroup var ready: ReadyFileOption
    @Argument(parsing: .allUnrecognized) var others: [String] = []

    /// Removes an earlier server's file if these words were meant to start a server.
    func forgetReadyFile() throws {
        let isServe = others.first.map { $0 == "serve" || $0.hasPrefix("-") } ?? true
        if isServe { _ = try Given(ready).readyFile.map(ServerProcess.readyFile(at:)) }
    }
}
