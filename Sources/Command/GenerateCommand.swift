internal import Emulation
internal import Seatfiller

extension Subcommand {
    /// `seatfiller generate`
    static let generate = Subcommand(
        name: "generate",
        abstract: "Print a seed of any size, or make a store of it.",
        discussion: "The same options make the same bytes on every machine.",
        options: options(of: SeedPlan()) + Option.common
    ) { arguments in
        let plan = try SeedPlan(arguments)
        guard let store = try arguments.text("store") else { return try Generator.write(plan) }
        Console.write("made \(store): \(try Generator.make(store, plan))")
    }

    private static func options(of plan: SeedPlan) -> [Option] {
        [
            Option("users", takes: "n", "Users. (default: \(plan.users))"),
            Option(
                "seats-per-user", takes: "n",
                "Seats of each, of as many products. (default: \(plan.seatsPerUser))"),
            Option(
                "seats-of-first-user", takes: "n",
                "Seats of the first user instead. (default: as many as the others have)"),
            Option("products", takes: "n", "Products. (default: \(plan.products))"),
            Option(
                "customers", takes: "n", "Customers of the partner's. (default: \(plan.customers))"
            ),
            Option("tenants", takes: "n", "Tenants of each customer. (default: \(plan.tenants))"),
            Option(
                "seed", takes: "n", "Another number makes another seed. (default: \(plan.seed))"),
            Option("store", takes: "path", "Make this store file instead of printing."),
        ]
    }
}

extension SeedPlan {
    fileprivate init(_ arguments: Arguments) throws {
        func count(_ name: String) throws -> Int64? {
            try arguments.integer(name, in: 0...100_000_000).map(Int64.init)
        }
        self.init()
        users = try count("users") ?? users
        seatsPerUser = try count("seats-per-user") ?? seatsPerUser
        seatsOfFirstUser = try count("seats-of-first-user")
        products = try count("products") ?? products
        customers = try count("customers") ?? customers
        tenants = try count("tenants") ?? tenants
        seed = try arguments.integer("seed", in: .min ... .max).map(Int64.init) ?? seed
    }
}
