package import Emulation
import JSON
package import SQLite

extension Elements {
    package static func load(
        _ seed: inout SeedReader, into store: Connection
    ) throws {
        var loader = CustomerLoader(store)
        try seed.object("elements", members: ["customers", "pools", "onboarding"]) { seed, member in
            switch member {
            case "customers": try seed.array("customers") { try loader.load(&$0) }
            case "pools":
                try seed.array("pools") { seed in
                    if let pool = try seed.value("a pool", of: ElementsShape.pool) {
                        try Ledger(store).insert(pool: pool)
                    }
                }
            default:
                try seed.array("onboarding") { seed in
                    let shape = ElementsShape.onboarding
                    if let foreseen = try seed.value("an onboarding", of: shape) {
                        try Ledger(store).foresee(foreseen)
                    }
                }
            }
        }
    }

    package static let scriptGuards = """
        CREATE TEMP TRIGGER elements_tenants_need_a_customer BEFORE INSERT ON elements_tenants
        WHEN NOT EXISTS (SELECT 1 FROM elements_customers WHERE id = NEW.customer_id)
        BEGIN SELECT RAISE(ABORT, 'the tenant''s customer_id is not in elements_customers'); END;

        CREATE TEMP TRIGGER elements_protected_users_need_a_tenant
        BEFORE INSERT ON elements_protected_users
        WHEN NOT EXISTS (
            SELECT 1 FROM elements_tenants
            WHERE id = NEW.tenant_id AND customer_id = NEW.customer_id AND type = 0)
        BEGIN
            SELECT RAISE(ABORT, 'the user''s tenant_id is no Microsoft 365 tenant of the customer');
        END;
        """

    package static func finish(
        _ language: Seed.Language, on store: Connection, at now: Instant
    ) throws -> [String] {
        language == .sql ? try Ledger(store).completeRecords(at: now) : []
    }

    package static func inventory(of store: Connection) throws -> [String] {
        [
            counted(try store.integer("SELECT count(*) FROM elements_customers"), "customer"),
            counted(try store.integer("SELECT count(*) FROM elements_tenants"), "tenant"),
        ]
    }
}
