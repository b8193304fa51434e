import ArgumentParser
import Seatfiller
import System

/// `seatfiller init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented seed to start from.")

    @Argument(
        help: "The folder to write seed.json into. (default: .)", completion: .directory,
        transform: OptionValue.text)
    var folder = "."

    func run() throws {
        let path = try Starter.write(into: folder)
        StandardStream.output.write(line: "wrote \(path); start with: seatfiller --seed \(path)")
    }
}
