import Foundation
import SQLite
import TestWorlds
import Testing

@Suite struct `A store file that another process holds` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"
    private static let held = "/V1/Inventory/9NBLGGH4R2R6/0016/Seats/ann@contoso.com"
    private static let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"

    @Test(.tags(.chosen)) func `is read as ever, and refuses what would write after five seconds`()
        throws
    {
        let file = try temporaryFolder().appending(path: "world.db")
        let server = try Server("--port", "0", "--store", file.path)
        // Something that a reset has to undo.
        #expect(try Run.curl("-X", "DELETE", server.url + Self.held).contains("revoked"))
        let holder = try Connection(.file(file.path))
        try holder.run("BEGIN IMMEDIATE")

        let writing = RawClient(port: server.port)
        writing.send("POST \(Self.seat) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        let resetting = RawClient(port: server.port)
        resetting.send(
            "POST /__admin/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        // Meanwhile nobody else waits.
        #expect(try Run.curl(server.url + "/healthz").contains(#""status":"ready""#))
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        #expect(
            try Run.curl("-X", "POST", server.url + "/__world/a" + Self.seat).contains("active"))

        let refusal = writing.read(until: "}")
        #expect(refusal.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(refusal.contains("\r\nRetry-After: 1\r\n"))
        #expect(refusal.contains("\r\nX-Seatfiller-Rule: world.busy; chosen\r\n"))
        #expect(resetting.read(until: "}").contains(#""code":"store-busy""#))

        try holder.run("ROLLBACK")
        #expect(try Run.curl("-X", "POST", server.url + Self.seat).contains("active"))
        #expect(try Run.curl("-X", "POST", server.url + "/__admin/reset").contains("resetIn"))
        #expect(try server.end().code == 0)
    }

    @Test func `refuses later requests sooner, and takes them again when it is free`() throws {
        let file = try temporaryFolder().appending(path: "world.db")
        let server = try Server("--port", "0", "--store", file.path)
        let holder = try Connection(.file(file.path))
        try holder.run("BEGIN IMMEDIATE")
        let clients = (0..<100).map { _ in RawClient(port: server.port) }
        for client in clients {
            client.send(
                "POST \(Self.seat) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        }
        // One after another would take longer than a client waits.
        for client in clients { #expect(client.read(until: "}").hasPrefix("HTTP/1.1 503 ")) }
        try holder.run("ROLLBACK")
        #expect(try Run.curl("-X", "POST", server.url + Self.seat).contains("active"))
        #expect(try server.end().code == 0)
    }

    @Test func `and one that cannot be written is refused at the start`() throws {
        let file = try temporaryFolder().appending(path: "world.db")
        #expect(try Server("--port", "0", "--store", file.path).end().code == 0)
        // Where the log would have to lie there is something else.
        let log = URL(filePath: file.path + "-wal")
        if FileManager.default.fileExists(atPath: log.path) {
            try FileManager.default.removeItem(at: log)
        }
        try FileManager.default.createDirectory(at: log, withIntermediateDirectories: false)
        let run = try Run("serve", "--port", "0", "--store", file.path)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.hasPrefix("seatfiller: the store \(file.path) "))
    }
}
