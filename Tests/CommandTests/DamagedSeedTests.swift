import Foundation
import SQLite
import Testing

@Suite struct `A store file that is damaged` {
    private let folder: URL
    private let file: String

    init() throws {
        folder = try temporaryFolder()
        file = folder.appending(path: "seed.db").path
        #expect(try Run("generate", "--users", "200", "--store", file).exitCode == 0)
    }

    private func edit(_ sql: String) throws {
        let store = try Connection(.file(file))
        try store.run("PRAGMA writable_schema = ON")
        try store.run(sql)
    }

    /// What `check` says, which is what a server says to which it is a seed.
    private func refusal() throws -> String {
        let check = try Run("check", file)
        #expect(check.exitCode == 2)
        #expect(check.output == "")
        return check.errors
    }

    @Test(arguments: [
        ("SET sql = 'nonsense'", ""), ("SET sql = NULL", " - orphan index"),
        ("SET rootpage = 99999", " - invalid rootpage"), ("SET rootpage = 1", ""),
        ("SET type = 'sheet'", ""),
    ])
    func `names what its schema says wrong`(change: String, reason: String) throws {
        try edit("UPDATE sqlite_schema \(change) WHERE name = 'store_users'")
        let expected = """
            seatfiller: the store \(file) cannot be used: malformed database schema \
            (store_users)\(reason)

            """
        #expect(try refusal() == expected)
        for option in ["--seed", "--store"] {
            let run = try Run("--port", "0", option, file)
            #expect(run.errors == expected)
            #expect(run.exitCode == 2)
        }
    }

    @Test func `names a table that stands twice in its schema`() throws {
        try edit(
            "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'store_users'")
        #expect(
            try refusal() == """
                seatfiller: the store \(file) cannot be used: malformed database schema \
                (store_users) - table store_users already exists

                """)
    }

    @Test func `says so without a word of SQL where a table has no page`() throws {
        for name in ["store_seats", "elements_customers"] {
            try edit("UPDATE sqlite_schema SET rootpage = 0 WHERE name = '\(name)'")
            let refusal = try refusal()
            #expect(refusal.hasPrefix("seatfiller: the store is damaged: "))
            #expect(!refusal.contains("PRAGMA") && !refusal.contains("SELECT"))
        }
    }

    @Test(arguments: [1, 2])
    func `is refused where it lacks pages`(pageCount: UInt64) throws {
        try FileHandle(forUpdating: URL(filePath: file)).truncate(atOffset: pageCount * 4096)
        #expect(
            try refusal() == """
                seatfiller: the store \(file) cannot be used: database disk image is malformed

                """)
    }

    @Test func `is refused where half of it is left, beside its log`() throws {
        let server = try Server("--port", "0", "--store", file)
        #expect(try Run.curl("-X", "POST", server.url + "/__admin/reset").contains("resetIn"))
        #expect(try server.end(SIGKILL).code == -SIGKILL)
        let handle = try FileHandle(forUpdating: URL(filePath: file))
        try handle.truncate(atOffset: handle.seekToEnd() / 2)
        let refusal = try refusal()
        #expect(refusal.contains("database disk image is malformed\n"))
        #expect(!refusal.contains("PRAGMA"))
    }
}
