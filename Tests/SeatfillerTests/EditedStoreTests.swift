import Emulation
import JSON
import SQLite
import Seatfiller
import TestWorlds
import Testing

/// Every column of every table, found from the schema, with values that no check has seen.
@Suite struct `A store file that somebody has edited` {
    private static let literals =
        ["NULL", "9e999", "-9e999", "''", "x'00ff'", #"'{"product":9223372036854775807}'"#]
        + ["0", "-1", "9223372036854775806", "1e308", "-1e308"]
        + ["9223372036854775807", "-9223372036854775807", "-9223372036854775808"]
        + [Extremes.instants[0], Extremes.instants[5], Extremes.instants[12]].map { "'\($0)'" }

    private static let documents = [
        "store": ["store"], "elements": ["elements"], "seatfiller": ["store", "elements"],
    ]

    static func columns(
        of store: Connection
    ) throws -> [(table: String, column: String, type: String)] {
        var columns: [(String, String, String)] = []
        try store.rows(
            """
            SELECT t.name, c.name, c.type FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table'
            """
        ) { row in
            columns.append((row.text(0), row.text(1), row.text(2)))
            return true
        }
        return columns
    }

    @Test(arguments: ["store", "elements", "seatfiller"])
    func `is answered from, whatever it holds`(prefix: String) throws {
        let file = TemporaryStore()
        defer { file.remove() }
        var settings = Settings()
        settings.store = file.path
        let admin = try Admin(settings)
        let operations = try #require(Self.documents[prefix]).flatMap { name in
            try DescribedOperation.all(name)
        }
        let store = try Connection(.file(file.path))
        try store.run("PRAGMA ignore_check_constraints = ON")
        try store.run("PRAGMA foreign_keys = OFF")
        let columns = try Self.columns(of: store).filter { $0.table.hasPrefix(prefix + "_") }
        #expect(columns.count > 5)
        for (table, column, _) in columns {
            try store.run("CREATE TEMP TABLE kept AS SELECT * FROM main.\(table)")
            for literal in Self.literals {
                do {
                    try store.run("UPDATE OR IGNORE main.\(table) SET \(column) = \(literal)")
                } catch is SQLiteError {
                    // The type of a key is one thing that SQLite insists on.
                    continue
                }
                for operation in operations {
                    let answer = admin.call(
                        operation.method, operation.target(), operation.sample?.text ?? "",
                        operation.mediaType.map { [("Content-Type", $0)] } ?? [])
                    #expect(
                        `A number or an instant of a request`.isWellFormed(answer),
                        "\(table).\(column) = \(literal): \(operation): \(answer.prefix(500))")
                }
                let export = admin.get("/__admin/export")
                #expect(
                    `A number or an instant of a request`.isWellFormed(export),
                    "\(table).\(column) = \(literal): \(export.prefix(500))")
                try store.run("DELETE FROM main.\(table)")
                try store.run("INSERT INTO main.\(table) SELECT * FROM kept")
            }
            try store.run("DROP TABLE temp.kept")
        }
        #expect(admin.get("/__admin/health").hasPrefix("200 "))
    }

    @Test func `counts seats to the end of 64 bits`() throws {
        let file = TemporaryStore()
        defer { file.remove() }
        var settings = Settings()
        settings.store = file.path
        let admin = try Admin(settings)
        let store = try Connection(.file(file.path))
        try store.run("PRAGMA ignore_check_constraints = ON")
        for (capacity, available) in [
            ("-9223372036854775808", "0"), ("9223372036854775807", "9223372036854775807"),
        ] {
            try store.run(
                "UPDATE store_inventory SET seat_capacity = \(capacity), assigned_seats = -1")
            let inventory = admin.get("/V1/Inventory?maxResults=1")
            #expect(
                inventory.contains(#""seatCapacity":\#(capacity),"availableSeats":\#(available),"#),
                "\(inventory)")
        }
    }

    @Test func `is walked where a key is too long for a token`() throws {
        let file = TemporaryStore()
        defer { file.remove() }
        var settings = Settings()
        settings.store = file.path
        let admin = try Admin(settings)
        let store = try Connection(.file(file.path))
        // The length of a text is two bytes of the token.
        for count in [65_535, 65_536, 65_538, 70_000] {
            try store.run(
                "UPDATE OR IGNORE store_seats SET sku_id = printf('%.*c', \(count), 'x')")
            let list = "/V1/Users/ann@contoso.com/Seats?maxResults=1"
            let page = admin.get(list)
            #expect(page.hasPrefix("200 "))
            let token = try #require(page.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
            let next = admin.get("\(list)&continuationToken=\(token)")
            #expect(next.hasPrefix(count == 65_535 ? "200 " : "400 "), "\(count)")
        }
    }
}
