import ArgumentParser
import Seatfiller

/// `seatfiller init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented seed to begin with.")

    @Argument(
        help: "The folder to write seed.json into. (default: .)", completion: .directory,
        transform: OptionValue.text)
    var folder = "."

    func run() throws {
        let path = try Starter.write(into: folder)
        Console.write("wrote \(path); start with: seatfiller --seed \(path)")
    }
}
