import Foundation
import Testing

/// A disk without room, of which a limit for the size of files is an example that needs no disk.
@Suite struct `A store file that may not grow` {
    private static let assign = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"

    @Test func `refuses what changes it, says why, and answers what only reads`() throws {
        let path = try temporaryFolder().appending(path: "s.db").path
        let server = try Server("--port", "0", "--store", path, limit: "-f 4096")
        let full = """
            {"type":"about:blank","title":"Insufficient Storage","status":507,"detail":"The disk of \
            the store file \(path) is full. Nothing has changed.","code":"disk-full","hint":"Make \
            room on the disk and try again. Requests that only read still work."}
            """
        // Whoever reads keeps the log from being written back.
        let reader = try Run.curl(server.url + "/V1/Users/bob@contoso.com/Seats")
        #expect(reader.contains("9NBLGGH4R2R6"))
        let seed = """
            WITH n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60000)
            INSERT INTO store_users (organization_id, user_name)
            SELECT 1, 'user' || n || '@contoso.com' FROM n
            """
        let added = try Run.curl(
            "-X", "POST", "-H", "Content-Type: application/sql", "-d", seed,
            server.url + "/__admin/seed")
        #expect(added == full)
        #expect(
            try Run.curl(server.url + "/V1/Users/bob@contoso.com/Seats").contains("9NBLGGH4R2R6"))
        #expect(try server.end().code == 0)
    }

    @Test func `ends the start where it cannot be written, with exit code 2`() throws {
        let folder = try temporaryFolder()
        let seed = folder.appending(path: "s.json")
        try Data("{}".utf8).write(to: seed)
        let path = folder.appending(path: "s.db").path
        let server = try Server(
            "--port", "0", "--store", path, "--seed", seed.path, limit: "-f 8")
        #expect(server.readyLine == "")
        let end = try server.end()
        #expect(end.code == 2)
        #expect(
            end.errors == "seatfiller: the store \(path) cannot be written: its disk is full\n")
    }
}

/// Memory that is a file to the system, so that a limit for the size of files is one for it.
@Suite struct `A server whose files may not grow` {
    private static let refusal = """
        seatfiller: there is no room for the seeds: files may not grow so large (ulimit -f) for an \
        image of the database

        """

    @Test func `says so where the demo seed is too large, with exit code 2`() throws {
        let server = try Server("--port", "0", limit: "-f 20")
        #expect(server.readyLine == "")
        let end = try server.end()
        #expect(end.code == 2)
        #expect(end.errors == Self.refusal)
    }

    @Test(arguments: [("s.json", "{}"), ("s.sql", "SELECT 1;")])
    func `says so where a seed is too large, with exit code 2`(name: String, text: String) throws {
        let seed = try temporaryFolder().appending(path: name)
        try Data(text.utf8).write(to: seed)
        let server = try Server("--port", "0", "--seed", seed.path, limit: "-f 20")
        #expect(server.readyLine == "")
        let end = try server.end()
        #expect(end.code == 2)
        #expect(end.errors == Self.refusal)
    }
}
