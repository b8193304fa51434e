import ArgumentParser
import Emulation
import Seatfiller

/// `seatfiller generate`
struct GenerateCommand: ParsableCommand {
    private static let standard = SeedPlan(for: .standard)

    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Print a seed of any size, or make a store of it.",
        discussion: "The same options make the same bytes on every machine.")

    @Option(
        help: ArgumentHelp("Users. (default: \(standard["users"] ?? 0))", valueName: "n"),
        transform: count)
    var users = standard["users"] ?? 0

    @Option(
        help: ArgumentHelp(
            "Seats of each, of as many products. (default: \(standard["seats-per-user"] ?? 0))",
            valueName: "n"),
        transform: count)
    var seatsPerUser = standard["seats-per-user"] ?? 0

    @Option(
        help: ArgumentHelp(
            "Seats of the first user instead. (default: as many as the others have)",
            valueName: "n"),
        transform: count)
    var seatsOfFirstUser: Int64?

    @Option(
        help: ArgumentHelp("Products. (default: \(standard["products"] ?? 0))", valueName: "n"),
        transform: count)
    var products = standard["products"] ?? 0

    @Option(
        help: ArgumentHelp(
            "Customers of the partner's. (default: \(standard["customers"] ?? 0))", valueName: "n"),
        transform: count)
    var customers = standard["customers"] ?? 0

    @Option(
        help: ArgumentHelp(
            "Tenants of each customer. (default: \(standard["tenants"] ?? 0))", valueName: "n"),
        transform: count)
    var tenants = standard["tenants"] ?? 0

    @Option(
        help: ArgumentHelp(
            "Another number makes another seed. (default: \(standard.seed))", valueName: "n"),
        transform: OptionValue.integer(in: Int64.min...Int64.max))
    var seed = standard.seed

    @Option(
        help: ArgumentHelp("Make this store file instead of printing.", valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var store: String?

    func run() throws {
        guard let store else { return try Generator.write(plan) }
        NewStore.removeUnfinishedOnSignal(store)
        Console.write("made \(store): \(try Generator.make(store, plan))")
    }

    private var plan: SeedPlan {
        var plan = Self.standard
        plan["users"] = users
        plan["seats-per-user"] = seatsPerUser
        plan["seats-of-first-user"] = seatsOfFirstUser
        plan["products"] = products
        plan["customers"] = customers
        plan["tenants"] = tenants
        plan.seed = seed
        return plan
    }

    @Sendable private static func count(_ text: String) throws -> Int64 {
        try OptionValue.integer(in: 0...100_000_000)(text)
    }
}
