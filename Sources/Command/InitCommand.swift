internal import Seatfiller

extension Subcommand {
    /// `seatfiller init`
    static let initialize = Subcommand(
        name: "init",
        abstract: "Write a commented seed to begin with.",
        operand: Operand(
            name: "folder", help: "The folder to write seed.json into. (default: .)")
    ) { arguments in
        let path = try Starter.write(into: arguments.operands.first ?? ".")
        Console.write("wrote \(path); start with: seatfiller --seed \(path)")
    }
}
