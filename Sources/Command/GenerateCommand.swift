internal import ArgumentParser
internal import Emulation
internal import Seatfiller

/// `seatfiller generate`
struct GenerateCommand: ParsableCommand {
    private static let standard = SeedPlan()

    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Print a seed of any size, or make a store of it.",
        discussion: "The same options make the same bytes on every machine.")

    @Option(
        help: ArgumentHelp("Users. (default: \(standard.users))", valueName: "n"),
        transform: count)
    var users = standard.users

    @Option(
        help: ArgumentHelp(
            "Seats of each, of as many products. (default: \(standard.seatsPerUser))",
            valueName: "n"),
        transform: count)
    var seatsPerUser = standard.seatsPerUser

    @Option(
        help: ArgumentHelp(
            "Seats of the first user instead. (default: as many as the others have)",
            valueName: "n"),
        transform: count)
    var seatsOfFirstUser: Int64?

    @Option(
        help: ArgumentHelp("Products. (default: \(standard.products))", valueName: "n"),
        transform: count)
    var products = standard.products

    @Option(
        help: ArgumentHelp(
            "Customers of the partner's. (default: \(standard.customers))", valueName: "n"),
        transform: count)
    var customers = standard.customers

    @Option(
        help: ArgumentHelp(
            "Tenants of each customer. (default: \(standard.tenants))", valueName: "n"),
        transform: count)
    var tenants = standard.tenants

    @Option(help: ArgumentHelp("Another number makes another seed.", valueName: "n"))
    var seed = standard.seed

    @Option(
        help: ArgumentHelp("Make this store file instead of printing.", valueName: "path"),
        completion: .file(), transform: OptionValue.text)
    var store: String?

    func run() throws {
        guard let store else { return try Generator.write(plan) }
        Console.write("made \(store): \(try Generator.make(store, plan))")
    }

    private var plan: SeedPlan {
        var plan = SeedPlan()
        plan.users = users
        plan.seatsPerUser = seatsPerUser
        plan.seatsOfFirstUser = seatsOfFirstUser
        plan.products = products
        plan.customers = customers
        plan.tenants = tenants
        plan.seed = seed
        return plan
    }

    @Sendable private static func count(_ text: String) throws -> Int64 {
        try OptionValue.integer(in: 0...100_000_000)(text)
    }
}
