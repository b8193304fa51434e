import Emulation
import JSON
import SQLite
import Seatfiller
import TestWorlds
import Testing

/// Every column of every table that a seed in SQL can write to.
@Suite struct `A number or an instant in an SQL seed` {
    /// What to try in a column of a type, as SQL writes it.
    private static func literals(_ type: String) -> [String] {
        let others = [
            "NULL", "x'2d31'", "9223372036854775807 + 1", "9e999", "'abc'", "''", "' a@b '",
            "char(0)",
        ]
        let instants = Extremes.instants.map { "'\($0)'" }
        return others + (type == "INTEGER" ? Extremes.numbers : instants + ["-1", "1e308"])
    }

    /// The columns that a seed can write to.
    private static func columns() throws -> [(table: String, column: String, type: String)] {
        let file = TemporaryStore()
        defer { file.remove() }
        var settings = Settings()
        settings.store = file.path
        _ = try Admin(settings)
        return try `A store file that somebody has edited`.columns(of: Connection(.file(file.path)))
            .filter { !$0.table.hasPrefix("seatfiller_") }
    }

    @Test func `is a mistake, or what its export says is no mistake either`() throws {
        let admin = try Admin()
        let other = try Admin()
        let pools = """
            INSERT INTO elements_pools (resource, user_seat) VALUES ('Office365Backup', 5);
            INSERT INTO elements_onboardings VALUES ('a@b.example', 3);
            """
        let sql = [("Content-Type", "application/sql")]
        let demo = try JSON(parsing: Array(admin.get("/__admin/export").dropFirst(4).utf8))
        // With four seats instead of 264, for speed.
        #expect(admin.call("PUT", "/__admin/seed", demo.shortened(to: 4).text).hasPrefix("200 "))
        #expect(admin.call("POST", "/__admin/seed", pools, sql).hasPrefix("200 "))
        #expect(admin.call("PUT", "/__admin/snapshots/whole").hasPrefix("201 "))
        var taken = 0
        let columns = try Self.columns()
        #expect(columns.count > 40)
        for (table, column, type) in columns {
            for literal in Self.literals(type) {
                let seed =
                    "UPDATE \(table) SET \(column) = \(literal) "
                    + "WHERE \(column) IS (SELECT \(column) FROM \(table) LIMIT 1)"
                let answer = admin.call("POST", "/__admin/seed", seed, sql)
                #expect(answer.hasPrefix("200 ") || answer.hasPrefix("422 "), "\(seed): \(answer)")
                guard answer.hasPrefix("200 ") else { continue }
                taken += 1
                let export = admin.get("/__admin/export").dropFirst(4)
                let loaded = other.call("PUT", "/__admin/seed", String(export))
                #expect(loaded.hasPrefix("200 "), "\(seed): \(loaded)")
                _ = admin.call("POST", "/__admin/snapshots/whole/restore")
            }
        }
        #expect(taken > 100)
    }

    @Test(arguments: [
        ("store_inventory", "last_modified"), ("store_seats", "date_assigned"),
    ])
    func `is a date that the calendar has`(table: String, column: String) throws {
        let admin = try Admin()
        func load(_ date: String) -> String {
            admin.call(
                "POST", "/__admin/seed",
                "UPDATE \(table) SET \(column) = '\(date)' "
                    + "WHERE \(column) = (SELECT min(\(column)) FROM \(table))",
                [("Content-Type", "application/sql")])
        }
        for date in ["0001-01-01T00:00:00", "2016-02-29T23:59:59", "9999-12-31T23:59:59"] {
            #expect(load("\(date).9999999+00:00").hasPrefix("200 "), "\(date)")
        }
        for date in [
            "0000-01-01T00:00:00", "2017-02-29T00:00:00", "2017-13-01T00:00:00",
            "2017-00-01T00:00:00", "2017-01-00T00:00:00", "2017-01-32T00:00:00",
            "2017-01-01T24:00:00", "2017-01-01T29:00:00", "2017-19-39T00:00:00",
        ] {
            let answer = load("\(date).0000000+00:00")
            #expect(
                answer.contains(
                    "seed:1:1: CHECK constraint failed: \(column) is written "
                        + "2017-08-01T13:31:32.1460000+00:00"), "\(date): \(answer)")
        }
    }
}
