import ArgumentParser
import Emulation
import Seatfiller
import System

/// `seatfiller generate`
struct GenerateCommand: ParsableCommand {
    private static let standard = SeedPlan(for: .standard)

    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Print a seed of any size, or make a store of it.",
        discussion: "The same options make the same bytes on every machine.")

    @Option("Users. (default: \(standard["users"] ?? 0))", in: counts)
    var users: Int64?

    @Option(
        "Seats per user, each of another product. (default: \(standard["seats-per-user"] ?? 0))",
        in: counts)
    var seatsPerUser: Int64?

    @Option("Seats of the first user. (default: as many as the others have)", in: counts)
    var seatsOfFirstUser: Int64?

    @Option("Products. (default: \(standard["products"] ?? 0))", in: counts)
    var products: Int64?

    @Option("Customers of the partner. (default: \(standard["customers"] ?? 0))", in: counts)
    var customers: Int64?

    @Option("Tenants per customer. (default: \(standard["tenants"] ?? 0))", in: counts)
    var tenants: Int64?

    @Option(
        "Another number makes another seed. (default: \(standard.seed))",
        in: Int64.min...Int64.max)
    var seed: Int64?

    @Option(path: "Make this store file instead of printing.")
    var store: String?

    private static let counts: ClosedRange<Int64> = 0...100_000_000

    func run() throws {
        guard let store else { return try Generator.write(plan) }
        NewStore.removeUnfinishedOnSignal(store)
        StandardStream.output.write(line: "made \(store): \(try Generator.make(store, plan))")
    }

    private var plan: SeedPlan {
        var plan = Self.standard
        let given = [
            "users": users, "seats-per-user": seatsPerUser,
            "seats-of-first-user": seatsOfFirstUser, "products": products,
            "customers": customers, "tenants": tenants,
        ]
        for case (let name, let count?) in given { plan[name] = count }
        plan.seed = seed ?? plan.seed
        return plan
    }
}
