package import Emulation
import HTTP
import JSON
package import SQLite

extension StoreForBusiness {
    package static let standardCounts: [String: Int64] = [
        "users": 100, "seats-per-user": 3, "products": 50,
    ]

    package static func mistake(in plan: SeedPlan) -> String? {
        let generated = GeneratedOrganization(plan)
        let most = max(generated.seatsPerUser, generated.seatsOfFirstUser)
        guard most <= generated.productCount || generated.userCount == 0 else {
            return "a user has \(most) seats, each of another product, and there are "
                + "\(generated.productCount) products; ask for more with --products"
        }
        return nil
    }

    package static func generate(
        _ plan: SeedPlan, _ give: (String) throws -> Void
    ) rethrows {
        try GeneratedOrganization(plan).text(give)
    }

    package static func generate(_ plan: SeedPlan, into store: Connection) throws {
        try GeneratedOrganization(plan).insert(into: store)
    }
}

/// The organization that a plan describes.
///
/// A user's seats are of products with consecutive numbers from a random start, and a seat's date
/// is its product's. So the seats of a user are adjacent, and a store is written from its first
/// page to its last.
private struct GeneratedOrganization {
    private let plan: SeedPlan
    let userCount: Int64
    let seatsPerUser: Int64
    /// As many as the other users have, unless the plan says otherwise.
    let seatsOfFirstUser: Int64
    let productCount: Int64

    init(_ plan: SeedPlan) {
        self.plan = plan
        userCount = plan["users"] ?? 0
        seatsPerUser = plan["seats-per-user"] ?? 0
        seatsOfFirstUser = plan["seats-of-first-user"] ?? seatsPerUser
        productCount = plan["products"] ?? 0
    }

    private var tenantID: String { plan.guid("tenant", 0) }
    private static let name = "Generated"
    private static let domain = "generated.example"
    private static let skuID = "0010"
    /// 2016-01-01T00:00:00Z
    private static let beginning = Instant.epoch.advanced(bySeconds: 1_451_606_400)

    private func userName(_ number: Int64) -> String {
        "user\(String(number, digits: 6))@\(Self.domain)"
    }

    private func productID(_ number: Int64) -> String { "9G\(String(number, digits: 10))" }

    /// A minute per product, over about nine years.
    private func date(_ number: Int64) -> Instant {
        Self.beginning.advanced(bySeconds: number % 5_000_000 * 60)
    }

    /// The numbers of the products of a user's seats.
    private func products(of user: Int64) -> Range<Int64> {
        let count = user == 0 ? seatsOfFirstUser : seatsPerUser
        guard count > 0 else { return 0..<0 }
        let first = plan.chance(1, user, below: productCount - count + 1)
        return first..<first + count
    }

    // MARK: As a seed

    func text(_ give: (String) throws -> Void) rethrows {
        try give(
            "[\n{\"tenantId\":\"\(tenantID)\",\"name\":\"\(Self.name)\","
                + "\"domains\":[\"\(Self.domain)\"],\n\"users\":[\n")
        for user in 0..<userCount {
            try give((user == 0 ? "" : ",\n") + "{\"userName\":\"\(userName(user))\"}")
        }
        try give("\n],\n\"inventory\":[\n")
        for product in 0..<productCount {
            try give(
                (product == 0 ? "" : ",\n") + "{\"productKey\":\(key(product)),"
                    + "\"lastModified\":\"\(Self.beginning.text)\"}")
        }
        try give("\n],\n\"seats\":[\n")
        var isFirst = true
        for user in 0..<userCount {
            let name = userName(user)
            for product in products(of: user) {
                try give(
                    (isFirst ? "" : ",\n") + "{\"assignedTo\":\"\(name)\",\"dateAssigned\":\""
                        + "\(date(product).text)\",\"productKey\":\(key(product))}")
                isFirst = false
            }
        }
        try give("\n]}\n]")
    }

    private func key(_ product: Int64) -> String {
        "{\"productId\":\"\(productID(product))\",\"skuId\":\"\(Self.skuID)\"}"
    }

    // MARK: As rows

    func insert(into store: Connection) throws {
        try store.run(
            "INSERT INTO store_organizations (id, tenant_id, name) VALUES (1, ?, ?)",
            .text(tenantID), .text(Self.name))
        try store.run("INSERT INTO store_domains VALUES (?, 1, 1)", .text(Self.domain))
        for user in 0..<userCount {
            let name = userName(user)
            try store.run(
                "INSERT INTO store_users (id, organization_id, user_name, folded_name) "
                    + "VALUES (?, 1, ?, ?)",
                .integer(user + 1), .text(name), .text(UserName.fold(name)))
        }
        try insertProducts(into: store)
        try insertSeats(into: store)
    }

    private func insertProducts(into store: Connection) throws {
        var differences = [Int64](repeating: 0, count: Int(productCount) + 1)
        for user in 0..<userCount {
            let products = products(of: user)
            differences[Int(products.lowerBound)] += 1
            differences[Int(products.upperBound)] -= 1
        }
        var assigned: Int64 = 0
        for product in 0..<productCount {
            assigned += differences[Int(product)]
            try store.run(
                "INSERT INTO store_inventory (id, organization_id, product_id, sku_id, "
                    + "last_modified, assigned_seats) VALUES (?, 1, ?, ?, ?, ?)",
                .integer(product + 1), .text(productID(product)), .text(Self.skuID),
                .text(Self.beginning.text), .integer(assigned))
        }
    }

    /// Seats are copied from a table of products and dates, and the index is made at the end.
    /// Inserting row by row into an index would take most of the time.
    private func insertSeats(into store: Connection) throws {
        try store.run(
            "CREATE TEMP TABLE generated (number INTEGER PRIMARY KEY, product_id, date_assigned)")
        for product in 0..<productCount {
            try store.run(
                "INSERT INTO generated VALUES (?, ?, ?)", .integer(product),
                .text(productID(product)), .text(date(product).text))
        }
        let index = try store.row(
            "SELECT sql FROM sqlite_schema WHERE name = 'store_seats_by_product'"
        ) { $0.text(0) }
        try store.run("DROP INDEX store_seats_by_product")
        for user in 0..<userCount {
            let products = products(of: user)
            try store.run(
                "INSERT INTO store_seats (user_id, state, date_assigned, product_id, sku_id) "
                    + "SELECT ?, 'active', date_assigned, product_id, ? FROM generated "
                    + "WHERE number >= ? AND number < ?",
                .integer(user + 1), .text(Self.skuID), .integer(products.lowerBound),
                .integer(products.upperBound))
        }
        try store.run("DROP TABLE generated")
        if let index { try store.run(index) }
    }
}
