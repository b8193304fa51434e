internal import ArgumentParser
internal import Emulation
internal import Seatfiller

/// `seatfiller generate`
internal struct GenerateCommand: ParsableCommand {
    private static let standard = SeedPlan()

    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Print a seed of any size, or make a store of it.",
        discussion: "The same options make the same bytes on every machine.")

    @Option(help: ArgumentHelp("Users.", valueName: "n")) var users = Self.standard.users

    @Option(help: ArgumentHelp("Seats of each, of as many products.", valueName: "n"))
    var seatsPerUser = Self.standard.seatsPerUser

    @Option(
        help: ArgumentHelp(
            "Seats of the first user instead. (default: as many as the others have)",
            valueName: "n"))
    var seatsOfFirstUser: Int64?

    @Option(help: ArgumentHelp("Products.", valueName: "n")) var products = Self.standard.products

    @Option(help: ArgumentHelp("Customers of the partner's.", valueName: "n"))
    var customers = Self.standard.customers

    @Option(help: ArgumentHelp("Tenants of each customer.", valueName: "n"))
    var tenants = Self.standard.tenants

    @Option(help: ArgumentHelp("Another number makes another seed.", valueName: "n"))
    var seed = Self.standard.seed

    @Option(
        help: ArgumentHelp("Make this store file instead of printing.", valueName: "path"))
    var store: String?

    func validate() throws {
        let counts = [
            ("users", users), ("seats-per-user", seatsPerUser),
            ("seats-of-first-user", seatsOfFirstUser ?? 0), ("products", products),
            ("customers", customers), ("tenants", tenants),
        ]
        for (name, count) in counts where !(0...100_000_000).contains(count) {
            throw ValidationError(
                "--\(name) '\(count)' is not an integer from 0 to 100000000")
        }
    }

    func run() throws {
        var plan = SeedPlan()
        plan.users = users
        plan.seatsPerUser = seatsPerUser
        plan.seatsOfFirstUser = seatsOfFirstUser
        plan.products = products
        plan.customers = customers
        plan.tenants = tenants
        plan.seed = seed
        guard let store else { return try Generator.write(plan) }
        Console.write("made \(store): \(try Generator.make(store, plan))")
    }
}
