import Foundation
import Seatfiller
import Testing

@Suite struct `An SQL seed` {
    private static let customer = "INSERT INTO elements_customers (id) VALUES ('\(anyGUID)');\n"

    @Test(arguments: [
        (
            "INSERT INTO elements_tenants (customer_id, id, name) VALUES ('\(anyGUID)', 'b', x'ff00fe');",
            "2:1: cannot store BLOB value in TEXT column elements_tenants.name"
        ),
        (
            "INSERT INTO elements_tenants (customer_id, id, name) VALUES ('\(anyGUID)', 'a', CAST(x'ff' AS TEXT));",
            "1:1: row 1 of elements_tenants: name is not UTF-8 text"
        ),
        (
            "INSERT INTO elements_tenants (customer_id, id, name) VALUES ('\(anyGUID)', 'a', char(55296));",
            "1:1: row 1 of elements_tenants: name is not UTF-8 text"
        ),
        (
            "UPDATE elements_customers SET owner_email = x'00';",
            "2:1: cannot store BLOB value in TEXT column elements_customers.owner_email"
        ),
        (
            "UPDATE elements_customers SET organization = substr(CAST(x'c3a4' AS TEXT), 1) || CAST(x'c3' AS TEXT);",
            "1:1: row 1 of elements_customers: organization is not UTF-8 text"
        ),
        (
            "INSERT INTO elements_services (customer_id, content) VALUES ('\(anyGUID)', x'7b7d');",
            "2:1: cannot store BLOB value in TEXT column elements_services.content"
        ),
        (
            "INSERT INTO elements_tenants (customer_id, id, available_user_seat) VALUES ('\(anyGUID)', 'a', 'many');",
            "2:1: cannot store TEXT value in INTEGER column elements_tenants.available_user_seat"
        ),
        (
            "INSERT INTO elements_tenants (customer_id, id, assigned_user_seat) VALUES ('\(anyGUID)', 'a', 1.5);",
            "2:1: cannot store REAL value in INTEGER column elements_tenants.assigned_user_seat"
        ),
        (
            "INSERT INTO store_organizations (tenant_id, name) VALUES ('t', char(0xd800, 0xdc00));",
            "1:1: row 1 of store_organizations: name is not UTF-8 text"
        ),
    ])
    func `holds text and integers where they are declared`(sql: String, mistake: String) {
        #expect(mistakes(.sql(Self.customer + sql)) == "seed:\(mistake)")
    }

    @Test func `that renames a user lets the new name be found, and the old one no more`() throws {
        let admin = try Admin()
        #expect(
            admin.call(
                "POST", "/__admin/seed",
                "UPDATE store_users SET user_name = 'Zoë@contoso.com' "
                    + "WHERE user_name = 'carol@contoso.com'",
                [("Content-Type", "application/sql")]
            ).hasPrefix("200 "))
        #expect(admin.get("/V1/Users/zo%C3%AB@contoso.com/Seats") == #"200 {"seats":[]}"#)
        #expect(admin.get("/V1/Users/carol@contoso.com/Seats").hasPrefix("404 "))
    }

    @Test(arguments: [
        (
            "UPDATE store_users SET object_id = 'me' WHERE user_name = 'bob@contoso.com'",
            "CHECK constraint failed: object_id is a GUID"
        ),
        (
            "UPDATE store_users SET object_id = object_id || char(0) WHERE object_id IS NOT NULL",
            "CHECK constraint failed: object_id is a GUID"
        ),
        (
            "UPDATE elements_customers SET id = replace(id, '0', '-')",
            "CHECK constraint failed: id is a GUID"
        ),
        (
            "UPDATE store_users SET user_name = ' a@b ' WHERE user_name = 'bob@contoso.com'",
            "the user_name ' a@b ' is not a user principal name: write user@domain"
        ),
        (
            "UPDATE store_users SET user_name = 'a@b@c', folded_name = 'a@b@c' WHERE id = 2",
            "the user_name 'a@b@c' is not a user principal name: write user@domain"
        ),
        (
            "DELETE FROM store_inventory WHERE product_id = '9NBLGGH4TNSR'",
            "ann@contoso.com has a seat of 9NBLGGH4TNSR/0010, which is not in the inventory of the "
                + "user's organization"
        ),
    ])
    func `leaves nothing of which an export would be no seed`(sql: String, mistake: String) throws {
        let answer = try Admin().call(
            "POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
        #expect(answer.hasPrefix("422 "))
        #expect(answer.contains("seed:1:1: \(mistake)\""), "\(answer)")
    }

    @Test func `may have tenants that differ in the case of letters beyond ASCII`() throws {
        let admin = try Admin()
        let sql = "INSERT INTO store_organizations (tenant_id) VALUES ('É'), ('é')"
        #expect(
            admin.call("POST", "/__admin/seed", sql, [("Content-Type", "application/sql")])
                .hasPrefix("200 "))
        let export = String(admin.get("/__admin/export").dropFirst("200 ".count))
        #expect(try Admin(.json(export)).get("/__admin/export") == "200 " + export)
    }

    @Test func `may hold any text that is one`() throws {
        let emulator = try Emulator(
            seed: .sql(
                """
                INSERT INTO elements_customers (id) VALUES ('6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11');
                INSERT INTO elements_tenants (customer_id, id, name)
                VALUES ('6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11', 'a', char(0, 27, 228, 8364, 128512));
                """))
        let path =
            "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
            + "/3rd-party-products/type/0/users"
        #expect(
            emulator.respond(to: .post(path)).body
                == #"[{"id":"a","name":"\u0000\u001bä€😀","availableUserSeat":0,"assignedUserSeat":0}]"#
        )
    }

    @Test(arguments: [
        ("SELECT hex(zeroblob(1000000))", "string or blob too big"),
        ("SELECT replace(hex(zeroblob(1000)), '0', hex(zeroblob(1000)))", "string or blob too big"),
        ("SELECT printf('%.*c', 2000000000, 'x')", "a width of more than 1000000"),
        ("SELECT format('%2000000000d', 1)", "a width of more than 1000000"),
        ("SELECT printf('%*d', '99999999999999999999', 1)", "a width of more than 1000000"),
        ("SELECT printf('%.*c', 1000000, 'x') || hex(zeroblob(100000))", "string or blob too big"),
        ("SELECT 'a' LIKE hex(zeroblob(101))", "LIKE or GLOB pattern too complex"),
        (
            "SELECT 'a' GLOB printf('%.*c', 201, 'a')", "LIKE or GLOB pattern too complex"
        ),
        (
            "SELECT instr(hex(zeroblob(500000)), hex(zeroblob(250000)) || 'x')",
            "texts of 1000000 and 500001 bytes, which take too long to compare"
        ),
        (
            "SELECT replace(hex(zeroblob(500000)), hex(zeroblob(250000)) || 'x', '')",
            "texts of 1000000 and 500001 bytes, which take too long to compare"
        ),
        (
            "SELECT rtrim(hex(zeroblob(500000)), hex(zeroblob(100)))",
            "texts of 1000000 and 200 bytes, which take too long to compare"
        ),
        (
            "SELECT json_patch(zeroblob(100000), zeroblob(100000))",
            "texts of 100000 and 100000 bytes, which take too long to compare"
        ),
        (
            "SELECT json_set('{}', '$' || replace(hex(zeroblob(250000)), '00', '.a'), 1)",
            "a path of more than 1000 bytes"
        ),
        (
            "SELECT json_insert('{}', '$.a', 1, '$' || replace(hex(zeroblob(500)), '00', '.a'), 1)",
            "a path of more than 1000 bytes"
        ),
    ])
    func `does nothing large that cannot be broken off`(sql: String, mistake: String) {
        #expect(mistakes(.sql(sql)) == "seed:1:1: \(mistake)")
    }

    @Test func `formats as SQLite does`() throws {
        let emulator = try Emulator(
            seed: .sql(
                """
                INSERT INTO store_organizations (tenant_id, name)
                VALUES ('t', printf('%05d|%-4s|%.2f|%x|%s|%,d|%c|%%|%Q',
                        42, 'ab', 2.5, 255, NULL, 1234567, 'z', 'it''s')
                    || format('é%3d', 7) || printf('%.*c', 3, 'x') || ifnull(printf(NULL), '-'));
                """))
        #expect(
            emulator.respond(to: .get("/__admin/export")).body.contains(
                #""name":"00042|ab  |2.50|ff||1,234,567|z|%|'it''s'é  7xxx-""#))
    }

    @Test func `compares and changes texts as SQLite does`() throws {
        let emulator = try Emulator(
            seed: .sql(
                """
                INSERT INTO store_organizations (tenant_id, name)
                VALUES ('t', instr('abc', 'c') || instr(x'0102', x'02') || ifnull(instr(NULL, 'a'), '-')
                    || replace('aba', 'a', 'é') || trim('xayx', 'xy') || ltrim(' b') || rtrim('cyy', 'y')
                    || json_array(json_set('{}', '$.d', json('[1]'))) || json_patch('{"e":1}', '{"e":null}')
                    || printf('%.3f', 0.1));
                """))
        #expect(
            emulator.respond(to: .get("/__admin/export")).body.contains(
                #""name":"32-ébéabc[{\"d\":[1]}]{}0.100""#))
    }

    @Test func `with a mistake leaves nothing behind for the next one`() {
        #expect(
            mistakes(.sql("SELECT x;"), .sql("SELECT y;"), .json("{}"), .sql("SELECT z;")) == """
                seed:1:8: no such column: x
                seed:1:8: no such column: y
                seed:1:8: no such column: z
                """)
        #expect(mistakes(.sql("SELECT x;"), .sql(Self.customer)) == "seed:1:8: no such column: x")
    }

    @Test(arguments: ["?", "?3", ":name", "@e9", "$n::x(y)"])
    func `with a parameter has a mistake`(parameter: String) throws {
        var settings = Settings()
        settings.seeds = [
            .sql("-- one\n  INSERT INTO elements_customers (id) VALUES (\(parameter));")
        ]
        let error = try #require(throws: SeatfillerError.self) { try Emulator(settings) }
        let name = parameter == "?3" ? "?" : parameter
        #expect(error.description == "seed:2:3: the parameter \(name) has no value")
    }

    @Test func `that ends the transaction ends the loading`() throws {
        let file = TemporaryStore()
        defer { file.remove() }
        var settings = Settings()
        settings.store = file.path
        settings.seeds = [
            .sql(
                Self.customer
                    + "INSERT OR ROLLBACK INTO elements_customers (id) VALUES ('\(anyGUID)');"),
            .sql(
                "INSERT INTO elements_customers (id) VALUES ('b0000000-0000-0000-0000-000000000000');"
            ),
        ]
        let error = try #require(throws: SeatfillerError.self) { try Emulator(settings) }
        #expect(error.description == "seed:2:1: UNIQUE constraint failed: elements_customers.id")
        settings.seeds = [.json("{}")]
        #expect(try Emulator(settings).inventory == "0 users, 0 seats, 0 customers, 0 tenants")
    }

    @Test func `is what sqlite3 dumps of a store`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for seed in ["seed/demo.json", "seed/edge-cases.json"] {
            let emulator = try Emulator(seed: .path(seed))
            let store = folder.appending(path: "\(UUID().uuidString).db").path
            try emulator.keep(at: store)
            let rows = try Self.sqlite3(store, ".dump --data-only")
            #expect(rows.count > 1000)
            // As older and newer versions of sqlite3 put it around them.
            for dump in [
                rows, "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n\(rows)COMMIT;\n",
            ] {
                #expect(
                    try Emulator(seed: .sql(dump)).respond(to: .get("/__admin/export")).body
                        == emulator.respond(to: .get("/__admin/export")).body)
            }
        }
    }

    private static func sqlite3(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: [
        (
            "'[7]', '\"all\"', '[]', '[]'",
            "an element of permissions must be a string, not a number"
        ),
        ("'[\"x.y\"]', '\"all\"', '[]', '[]'", "an element of permissions cannot be \"x.y\""),
        ("'[', '\"all\"', '[]', '[]'", "permissions is not JSON: the text ends too early"),
        ("'[]', '7', '[]', '[]'", "customers must be \"all\" or a list of ids, not a number"),
        ("'[]', '\"all\"', '{}', '[]'", "storeForBusinessTenants must be an array, not an object"),
        (
            "'[]', '\"all\"', '[]', '[\"x\"]'",
            "an element of certificates is neither an RSA certificate nor a public key"
        ),
    ])
    func `has applications as a JSON seed has them`(columns: String, mistake: String) {
        let sql = "INSERT INTO seatfiller_applications VALUES ('app', NULL, \(columns));"
        #expect(mistakes(.sql(sql)) == "seed:1:1: the application app: \(mistake)")
    }
}
