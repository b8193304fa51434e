import Foundation
import TestWorlds
import Testing

/// What happens where the process may open few files.
@Suite struct `A server with few descriptors` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    @Test func `goes on serving when it has run out of descriptors`() throws {
        let server = try Server("--port", "0", "--loops", "1", limit: "-n 40")
        var crowd = (1...100).map { _ in RawClient(port: server.port) }
        for client in crowd { client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n") }
        #expect(crowd[0].read(until: "ready").hasPrefix("HTTP/1.1 200 OK\r\n"))
        // Everybody is told at once, nobody waits for others to go.
        let statuses = Set(crowd.dropFirst().map { $0.read(until: "\r\n").prefix(12) })
        #expect(statuses == ["HTTP/1.1 200", "HTTP/1.1 503"])
        crowd = []
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        #expect(try server.end().code == 0)
    }

    @Test(.tags(.chosen))
    func `says that it can open no file of its store, and starts with no fewer descriptors`()
        throws
    {
        let path = try temporaryFolder().appending(path: "s.db").path
        // Which limit it takes depends on what the tests themselves hand down.
        let answers = try (16...20).map { count in
            let few = try Server(
                "--port", "0", "--loops", "1", "--store", path, limit: "-n \(count)")
            defer { _ = try? few.end() }
            return try Run.curl("-i", few.url + Self.bob)
        }
        let refusal = try #require(
            answers.first { $0.contains("\r\nX-Seatfiller-Rule: server.descriptors; chosen\r\n") },
            "\(answers)")
        #expect(refusal.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(refusal.contains("\r\nRetry-After: 1\r\n"))
        #expect(answers.last?.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
        let fewer = try Server("--port", "0", "--loops", "1", "--store", path, limit: "-n 15")
        let end = try fewer.end()
        #expect(end.code == 1)
        #expect(
            end.errors == """
                seatfiller: cannot listen on 127.0.0.1, port 0: only 15 files may be open, not 16 \
                (ulimit -n)

                """)
    }

    @Test func `needs no descriptor for worlds, snapshots and seeds`() throws {
        let server = try Server("--port", "0", "--loops", "1", limit: "-n 40")
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        let before = server.descriptorCount
        let seed = #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b.c"}]}]}"#
        let worlds = server.url + "/__world/w[1-60]"
        let seeded = try Run.curl("-X", "PUT", "-d", seed, "\(worlds)/__admin/seed")
        #expect(seeded.matches(of: /"holds":"1 user/).count == 60, "\(seeded.prefix(300))")
        let kept = try Run.curl("-X", "PUT", "\(worlds)/__admin/snapshots/s")
        #expect(kept.matches(of: /"name":"s"/).count == 60)
        let copied = try Run.curl(
            "-X", "PUT", "-d", #"{"from":"w7"}"#, server.url + "/__admin/worlds/c[1-60]")
        #expect(copied.matches(of: /"name":"c/).count == 60)
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        // The page table has been opened, and a connection may be closing yet.
        #expect(server.descriptorCount <= before + 2)
    }
}
