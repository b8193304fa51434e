import Foundation
import SQLite
import Seatfiller
import TestWorlds
import Testing

/// What a store file can bring along besides its rows: programs that SQLite runs, and tables of
/// which nobody knows what they are.
@Suite struct `A store file with tables of somebody else's` {
    private let path: String
    private static let endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    private static let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).db").path
        _ = try Emulator(stored)
    }

    private var stored: Settings {
        var settings = Settings()
        settings.store = path
        return settings
    }

    private func edit(_ statements: String...) throws {
        let store = try Connection(.file(path))
        for sql in statements { try store.run(sql) }
        // Into the file itself, so that it can be a seed as well.
        try store.run("PRAGMA journal_mode = DELETE")
    }

    private func refusal(_ settings: Settings) throws -> String {
        try #require(throws: SeatfillerError.self) { _ = try Emulator(settings) }.description
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (
                "CREATE TRIGGER t AFTER INSERT ON store_seats BEGIN \(endless); END",
                "has the trigger t, which is not Seatfiller's"
            ),
            (
                "CREATE VIEW v AS \(endless)",
                "has the view v, which is not Seatfiller's"
            ),
            ("CREATE TABLE mine (id)", "has the table mine, which is not Seatfiller's"),
            (
                "CREATE VIRTUAL TABLE mine USING rtree(id, low, high)",
                "has the table mine, which is not Seatfiller's"
            ),
            (
                "CREATE INDEX mine ON store_seats (state)",
                "has the index mine, which is not Seatfiller's"
            ),
            (
                "ALTER TABLE store_users ADD COLUMN more TEXT AS (hex(zeroblob(100000000)))",
                "has another table store_users than Seatfiller's"
            ),
            ("DROP TABLE elements_jobs", "lacks the index elements_jobs_by_customer"),
            ("DROP INDEX store_users_by_object", "lacks the index store_users_by_object"),
        ])
    func `is refused, to serve and as a seed`(statement: String, reason: String) throws {
        try edit(statement)
        let expected = "the store \(path) \(reason); put a sound copy in its place"
        #expect(try refusal(stored) == expected)
        var seeded = Settings()
        seeded.seeds = [.path(path)]
        #expect(try refusal(seeded) == expected)
        seeded.seeds = [.json("{}"), .path(path)]
        #expect(try refusal(seeded) == expected)
    }

    @Test func `is refused where a view has taken a table's place`() throws {
        try edit(
            "ALTER TABLE store_inventory RENAME TO kept",
            "CREATE VIEW store_inventory AS SELECT * FROM kept")
        #expect(try refusal(stored).contains("has the index store_inventory_by_key") == false)
        #expect(try refusal(stored).contains("store \(path) has"))
    }

    @Test func `may have statistics of its own`() throws {
        try edit("ANALYZE")
        #expect(try Emulator(stored).inventory == "4 users, 264 seats, 2 customers, 5 tenants")
    }

    @Test func `that come while it is served are not run`() throws {
        let admin = try Admin(stored)
        let editor = try Connection(.file(path))
        try editor.run("CREATE TRIGGER t AFTER INSERT ON store_seats BEGIN \(Self.endless); END")
        #expect(admin.call("POST", Self.seat).hasPrefix("503 "))
        try editor.run("DROP TRIGGER t")
        #expect(admin.call("POST", Self.seat).hasPrefix("200 "))
        try editor.run("ALTER TABLE store_users RENAME TO kept")
        try editor.run("CREATE VIEW store_users AS \(Self.endless)")
        #expect(admin.call("POST", Self.seat).hasPrefix("503 "))
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats").hasPrefix("500 "))
    }
}

/// What `check` looks through, where a start looks at tables and log alone.
@Suite struct `A store file whose rows somebody has edited` {
    @Test(arguments: [
        (
            "UPDATE store_inventory SET product = 'garbage' WHERE id = 1",
            "the product of 9NBLGGH4R2R6/0016: product is not JSON: expected a value"
        ),
        (
            "UPDATE elements_services SET content = '[]' WHERE number = 1",
            "row 1 of elements_services: a service must be an object, not an array"
        ),
        (
            "UPDATE seatfiller_applications SET permissions = 'x'",
            "the application a: permissions is not JSON"
        ),
        (
            "UPDATE store_users SET user_name = char(0) WHERE id = 1",
            "CHECK constraint failed in store_users"
        ),
        ("UPDATE store_inventory SET seat_capacity = -1", "CHECK constraint failed in store_inv"),
        ("DELETE FROM store_organizations", "a row of store_domains refers to a row of store_o"),
        ("UPDATE store_users SET folded_name = 'x' WHERE id = 1", ""),
    ])
    func `is damaged where no seed could have said so`(edit: String, damage: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).db")
            .path
        var settings = Settings()
        settings.store = path
        _ = try Emulator(settings)
        let store = try Connection(.file(path))
        try store.run("PRAGMA ignore_check_constraints = ON")
        try store.run("PRAGMA foreign_keys = OFF")
        try store.run(
            "INSERT INTO seatfiller_applications VALUES ('a', 'b', '[]', '\"all\"', '[]', '[]')")
        try store.run(edit)
        try store.run("PRAGMA journal_mode = DELETE")
        var seeded = Settings()
        seeded.seeds = [.path(path)]
        let emulator = try Emulator(seeded)
        let before = emulator.respond(to: .get("/__admin/export")).body
        if damage.isEmpty {
            try emulator.verify()
        } else {
            let error = try #require(throws: SeatfillerError.self) { try emulator.verify() }
            #expect(error.description.hasPrefix("the store is damaged: \(damage)"), "\(error)")
        }
        #expect(emulator.respond(to: .get("/__admin/export")).body == before)
    }
}
