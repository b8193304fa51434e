package import Emulation
import JSON
package import SQLite

extension StoreForBusiness {
    package static func load(
        _ seed: inout SeedReader, into store: Connection
    ) throws {
        var organizations: Set<Int64> = []
        try seed.array("storeForBusiness") { seed in
            var loader = OrganizationLoader(store, now: seed.now.text)
            try loader.load(&seed, known: &organizations)
        }
    }

    package static let scriptGuards = """
        CREATE TEMP TRIGGER store_seats_need_a_user BEFORE INSERT ON store_seats
        WHEN NOT EXISTS (SELECT 1 FROM store_users WHERE id = NEW.user_id)
        BEGIN SELECT RAISE(ABORT, 'the seat''s user_id is not in store_users'); END;

        CREATE TEMP TRIGGER store_seats_need_a_product BEFORE INSERT ON store_seats
        WHEN NOT EXISTS (
            SELECT 1 FROM store_users JOIN store_inventory USING (organization_id)
            WHERE store_users.id = NEW.user_id AND product_id = NEW.product_id
                AND sku_id = NEW.sku_id)
        BEGIN
            SELECT RAISE(ABORT,
                'the seat''s product is not in the inventory of its user''s organization');
        END;
        """

    package static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String] {
        let mistakes =
            switch language {
            case .json: [String]()
            case .sql:
                try completeUsers(in: store) + checkSeats(in: store)
                    + completeProducts(in: store, at: now)
            }
        try Ledger(store, of: nil).countSeats()
        return mistakes
    }

    /// Completes products that an SQL seed may have added.
    private static func completeProducts(
        in store: Connection, at now: Instant
    ) throws -> [String] {
        var products: [(id: Int64, text: String, key: String)] = []
        try store.rows(
            "SELECT id, product, product_id, sku_id FROM store_inventory WHERE product IS NOT NULL"
        ) { row in
            products.append((row.integer(0), row.text(1), "\(row.text(2))/\(row.text(3))"))
            return true
        }
        var mistakes: [String] = []
        for product in products where mistakes.count < SeedError.mostMistakes {
            switch try ProductShape.product.complete(product.text, "product", at: now) {
            case .value(let completed) where completed.text == product.text: break
            case .value(let completed):
                try store.run(
                    "UPDATE store_inventory SET product = ? WHERE id = ?", .text(completed.text),
                    .integer(product.id))
            case .mistakes(let found):
                mistakes += found.map { "the product of \(product.key): \($0)" }
            }
        }
        return mistakes
    }

    /// Completes the users that an SQL seed has added or renamed.
    private static func completeUsers(in store: Connection) throws -> [String] {
        // SQLite folds ASCII only, so other names are folded again here.
        try store.run(
            "UPDATE store_users SET folded_name = NULL WHERE folded_name IS NOT lower(user_name)")
        try store.run(
            """
            UPDATE store_users SET object_id = lower(object_id)
            WHERE object_id IS NOT lower(object_id) COLLATE BINARY
            """)
        var mistakes: [String] = []
        var unfolded: [(id: Int64, name: String)] = []
        try store.rows("SELECT id, user_name, folded_name IS NULL FROM store_users") { row in
            let name = row.text(1)
            if !UserName.isPrincipalName(name) {
                let shown = name.prefix(100)
                mistakes.append(
                    "the user_name '\(shown)' is not a user principal name: write user@domain")
            }
            if row.integer(2) == 1 { unfolded.append((row.integer(0), name)) }
            return mistakes.count < SeedError.mostMistakes
        }
        for user in unfolded where mistakes.count < SeedError.mostMistakes {
            try store.run(
                "UPDATE OR IGNORE store_users SET folded_name = ? WHERE id = ?",
                .text(UserName.fold(user.name)), .integer(user.id))
            if store.changes == 0 { mistakes.append("the user \(user.name) is declared twice") }
        }
        if mistakes.isEmpty { try Domain.complete(in: store) }
        return mistakes
    }

    /// Finds seats whose product an SQL seed has renamed or removed.
    private static func checkSeats(in store: Connection) throws -> [String] {
        var mistakes: [String] = []
        try store.rows(
            """
            SELECT user_name, product_id, sku_id FROM store_seats AS seat
            JOIN store_users AS user ON user.id = seat.user_id
            WHERE NOT EXISTS (
                SELECT 1 FROM store_inventory AS entry
                WHERE entry.organization_id = user.organization_id
                    AND entry.product_id = seat.product_id AND entry.sku_id = seat.sku_id)
            """
        ) { row in
            mistakes.append(
                "\(row.text(0)) has a seat of \(row.text(1))/\(row.text(2)), which is not in the "
                    + "inventory of the user's organization")
            return mistakes.count < SeedError.mostMistakes
        }
        return mistakes
    }

    package static func inventory(of store: Connection) throws -> [String] {
        [
            counted(
                try store.integer("SELECT count(*) FROM store_users WHERE is_deleted = 0"), "user"),
            counted(try store.integer("SELECT count(*) FROM store_seats"), "seat"),
        ]
    }
}
