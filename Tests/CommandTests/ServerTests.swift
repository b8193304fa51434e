import Foundation
import TestWorlds
import Testing

@Suite struct `A server` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    @Test func `says once that it is ready, and where`() throws {
        let server = try Server("--port", "0")
        let form = /seatfiller 0\.1\.0 ready on http:\/\/127\.0\.0\.1:\d+ in \d+ ms: (.*)/
        let inventory = try #require(server.readyLine.wholeMatch(of: form))
        #expect(inventory.1 == "4 users, 264 seats, 2 customers, 5 tenants")
        let health = try Run("health", server.url)
        #expect(health.output == "ready on \(server.url)\n")
        #expect(health.exitCode == 0)
        let end = try server.end()
        #expect(end.code == 0)
        #expect(end.output == "")
        #expect(try Run("health", server.url).exitCode == 1)
    }

    @Test func `ends with 0 when it is interrupted too`() throws {
        #expect(try Server("--port", "0").end(SIGINT).code == 0)
    }

    @Test func `ends when it is asked to by the control plane`() throws {
        let server = try Server("--port", "0", "--admin-token", "hush")
        #expect(
            try Run.curl("-X", "POST", server.url + "/__admin/shutdown").contains("admin-token"))
        let answer = try Run.curl(
            "-X", "POST", "-H", "Authorization: Bearer hush", server.url + "/__admin/shutdown")
        #expect(answer == #"{"status":"stopping"}"#)
        // No signal but the server's own.
        #expect(try server.end(0).code == 0)
    }

    /// An SQL seed that never ends.
    private static let endless = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        INSERT INTO store_users (organization_id, user_name) SELECT i, i || '@c.com' FROM n WHERE i < 0
        """

    @Test func `serves others while it loads what never ends, and stops in the middle of it`()
        throws
    {
        let server = try Server("--port", "0")
        let client = RawClient(port: server.port)
        client.send(
            "PUT /__world/a/__admin/seed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n"
                + "Content-Length: \(Self.endless.utf8.count)\r\n\r\n\(Self.endless)")
        for world in ["a", "b"] {
            #expect(
                try Run.curl(server.url + "/__world/\(world)" + Self.bob).contains("9NBLGGH4R2R6"))
        }
        #expect(try server.end().code == 0)
        withExtendedLifetime(client) {}
    }

    @Test
    func `stops in the middle of a seed that never ends, at the start and when it loads anew`()
        throws
    {
        let seed = try temporaryFolder().appending(path: "seed.sql")
        try Data(Self.endless.utf8).write(to: seed)
        let starting = Run.process(["serve", "--port", "0", "--seed", seed.path], [:], nil)
        starting.standardOutput = FileHandle.nullDevice
        starting.standardError = FileHandle.nullDevice
        try starting.run()
        while !(try Self.hasOpen(seed.path, starting.processIdentifier)) {}
        starting.terminate()
        starting.waitUntilExit()
        #expect(starting.terminationStatus == 0)
        #expect(starting.terminationReason == .exit)

        try Data().write(to: seed)
        let server = try Server("--port", "0", "--seed", seed.path)
        try Data(Self.endless.utf8).write(to: seed)
        kill(server.process.processIdentifier, SIGHUP)
        #expect(try Run.curl(server.url + "/healthz").contains(#""status":"ready""#))
        let end = try server.end()
        #expect(end.code == 0)
    }

    /// Whether a process has come so far that it has a file open, or has ended.
    private static func hasOpen(_ path: String, _ process: Int32) throws -> Bool {
        let folder = "/proc/\(process)/fd"
        let files = FileManager.default
        guard let names = try? files.contentsOfDirectory(atPath: folder) else { return true }
        return names.contains {
            (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
        }
    }

    @Test func `gives up loading what never ends when its client has gone`() throws {
        let server = try Server("--port", "0")
        // More than are loaded at once: the last is only taken when others have been given up.
        for _ in 0..<20 {
            let client = RawClient(port: server.port)
            client.send(
                "PUT /__admin/seed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sql\r\n"
                    + "Content-Length: \(Self.endless.utf8.count)\r\n\r\n\(Self.endless)")
        }
        #expect(
            try Run.curl("-X", "PUT", "--data", "{}", server.url + "/__admin/seed")
                == #"{"holds":"0 users, 0 seats, 0 customers, 0 tenants"}"#)
        #expect(try server.end().code == 0)
    }

    @Test func `listens on other addresses only with its door shut, or on purpose open`() throws {
        for option in [["--admin-open"], ["--admin-token", "hush"]] {
            let server = try Server(
                "--port", "0", "--host", "0.0.0.0", option[0],
                option.count > 1 ? option[1] : "--no-rule-header")
            #expect(try server.end().code == 0)
        }
    }

    @Test func `says so when everyone may reach the control plane`() throws {
        let environment = ["SEATFILLER_HOST": "0.0.0.0", "SEATFILLER_ADMIN_OPEN": "true"]
        let open = try Server("--port", "0", environment: environment)
        let words =
            " info /__admin is open to everyone who can reach \(open.url); close it with "
            + "--admin-token or SEATFILLER_ADMIN_TOKEN\n"
        #expect(try open.end().errors.contains(words))
        let closed = try Server(
            "--port", "0",
            environment: environment.merging(["SEATFILLER_ADMIN_TOKEN": "hush"]) { $1 })
        let local = "http://127.0.0.1:\(closed.port)"
        #expect(try Run.curl(local + "/__admin/worlds").contains("admin-token"))
        #expect(try !closed.end().errors.contains("/__admin is open"))
    }

    @Test func `loads its default seed where that is there, and the demo seed otherwise`() throws {
        let folder = try temporaryFolder()
        let environment = ["SEATFILLER_DEFAULT_SEED": folder.path]
        let demo = ": 4 users, 264 seats, 2 customers, 5 tenants"
        #expect(try Server("--port", "0", environment: environment).readyLine.hasSuffix(demo))
        #expect(
            try Server("--port", "0", "--default-seed", folder.path + "/none").readyLine
                .hasSuffix(demo))
        let seed = folder.appending(path: "a.json")
        try Data(#"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b.c"}]}]}"#.utf8)
            .write(to: seed)
        let mine = ": 1 user, 0 seats, 0 customers, 0 tenants"
        #expect(try Server("--port", "0", environment: environment).readyLine.hasSuffix(mine))
        let given = ["SEATFILLER_SEED": seed.path, "SEATFILLER_DEFAULT_SEED": "/nowhere"]
        #expect(try Server("--port", "0", environment: given).readyLine.hasSuffix(mine))
        try Data("{".utf8).write(to: seed)
        let refused = try Run("--port", "0", environment: environment)
        #expect(refused.errors.hasPrefix("seatfiller: \(seed.path):1:2: "))
        #expect(refused.exitCode == 2)
    }

    @Test func `answers who waits for requests before it ends`() throws {
        let server = try Server("--port", "0", "--loops", "1")
        let client = RawClient(port: server.port)
        client.send("GET /__admin/requests/await?count=2 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        // One loop, so that this is answered behind the other.
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        #expect(try server.end().code == 0)
        let answer = try #require(client.readToEnd())
        #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(answer.contains("\r\nConnection: close\r\n"))
        #expect(answer.contains(#"{"count":1,"requests":[{"id":1,"#))
    }

    @Test func `ends at once on a second signal, whatever is in flight`() throws {
        // An address of its own: nobody else comes by its port once that is free.
        let server = try Server("--host", "127.0.0.77", "--port", "0")
        let client = RawClient(port: server.port, host: 77)
        client.send("GET /V1/Users/bob@contoso.com/Seats HTTP/1.1\r\n")
        // Another answer shows that the half request has been read, or will be before the signal.
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        kill(server.process.processIdentifier, SIGTERM)
        // Its listener is closed, so it has begun to stop; it would wait for the request.
        while RawClient(port: server.port, host: 77).isConnected {}
        #expect(try server.end(SIGTERM).code == -SIGTERM)
    }

    @Test(arguments: ["2MiB", "2 MiB", "2048KiB", "2097152"])
    func `holds no more than its variable says`(memory: String) throws {
        let server = try Server("--port", "0", environment: ["SEATFILLER_MEMORY": memory])
        let body = String(repeating: "x", count: 300_000)
        let file = try temporaryFolder().appending(path: "fault.json")
        try Data(#"{"do":{"status":503,"body":"\#(body)"}}"#.utf8).write(to: file)
        let answer = try Run.curl(
            "--data-binary", "@\(file.path)", server.url + "/__admin/faults?[1-3]")
        #expect(answer.hasPrefix(#"{"id":"fault-1"}"#))
        #expect(answer.contains("the server has reached its memory limit: 2 MiB (--memory)."))
    }

    @Test func `says that the port is taken, with exit code 3`() throws {
        let server = try Server("--port", "0")
        let port = server.port
        let second = try Run("--port", String(port))
        #expect(
            second.errors
                == "seatfiller: port \(port) is taken; choose another, or any free one with --port 0\n"
        )
        #expect(second.exitCode == 3)
    }

    @Test func `logs a line a request at debug, without credentials`() throws {
        let server = try Server("--port", "0", "--log-level", "debug", "--log-format", "json")
        _ = try Run.curl("-H", "Authorization: Bearer secret", server.url + Self.bob)
        let lines = try server.end().errors.split(separator: "\n")
        #expect(lines.count == 2)
        let line = lines[0].replacing(/"at":"[^"]*"/, with: "\"at\":\"…\"")
        #expect(
            line == """
                {"at":"…","level":"debug","message":"GET /V1/Users/bob@contoso.com/Seats",\
                "authorization":"Bearer [redacted]","rule":"store.seats-of-user","status":"200"}
                """)
    }

    @Test(arguments: [":memory:", "file:x?mode=memory", "file::memory:?cache=shared", "50%?#.db"])
    func `takes a store's name for a file's, whatever SQLite could make of it`(name: String) throws
    {
        let folder = try temporaryFolder()
        let server = try Server(["--port", "0", "--store", name], in: folder)
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        #expect(try server.end().code == 0)
        let copy = try Run(["check", "--store", "\(name)2", "--", "x.json"], in: folder)
        #expect(copy.errors == "seatfiller: there is no seed at x.json\n")
        _ = try Run("init", in: folder)
        #expect(try Run(["check", "--store", "\(name)2", "seed.json"], in: folder).exitCode == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                == [name, name + "2", "seed.json"].sorted())
    }

    @Test func `keeps its data in a file, also when it is killed`() throws {
        let folder = try temporaryFolder()
        let store = folder.appending(path: "world.db").path
        let first = try Server("--port", "0", "--store", store)
        #expect(first.readyLine.hasSuffix(": 4 users, 264 seats, 2 customers, 5 tenants"))
        #expect(try first.end(SIGKILL).code == -SIGKILL)
        let second = try Server("--port", "0", "--store", store)
        #expect(second.readyLine.hasSuffix(": 4 users, 264 seats, 2 customers, 5 tenants"))
        #expect(try Run.curl(second.url + Self.bob).contains("9NBLGGH4R2R6"))
        _ = try second.end()
        let seed = folder.appending(path: "none.json")
        try Data("{}".utf8).write(to: seed)
        let refused = try Run("--port", "0", "--store", store, "--seed", seed.path)
        #expect(
            refused.errors == """
                seatfiller: the store \(store) holds data already, which --seed would add to; leave \
                --seed out, or replace the data with --reseed

                """)
        #expect(refused.exitCode == 2)
        let third = try Server("--port", "0", "--store", store, "--seed", seed.path, "--reseed")
        #expect(third.readyLine.hasSuffix(": 0 users, 0 seats, 0 customers, 0 tenants"))
    }

    @Test func `a mistake in the seed leaves a new store new`() throws {
        let folder = try temporaryFolder()
        let store = folder.appending(path: "world.db").path
        let seed = folder.appending(path: "seed.json")
        try Data("{\"x\":1}".utf8).write(to: seed)
        #expect(try Run("--port", "0", "--store", store, "--seed", seed.path).exitCode == 2)
        try Data("{}".utf8).write(to: seed)
        let server = try Server("--port", "0", "--store", store, "--seed", seed.path)
        #expect(server.readyLine.hasSuffix(": 0 users, 0 seats, 0 customers, 0 tenants"))
    }

    @Test func `honours the tokens of another with the same key, and no other's`() throws {
        let key = String(repeating: "0f", count: 16)
        let page = "/V1/Users/max@contoso.com/Seats"
        let first = try Server("--port", "0", "--token-key", key)
        let body = try Run.curl(first.url + page)
        let token = try #require(body.firstMatch(of: /"continuationToken":"([^"]+)"/)).1
        let second = try Server("--port", "0", "--token-key", key)
        let next = "\(page)?continuationToken=\(token)"
        #expect(try Run.curl(second.url + next) == Run.curl(first.url + next))
        let stranger = try Server("--port", "0")
        #expect(try Run.curl(stranger.url + next).contains("InvalidParameter"))
    }

    @Test func `loads its seed anew on a hangup, and keeps its data when that has a mistake`()
        throws
    {
        let folder = try temporaryFolder()
        let seed = folder.appending(path: "seed.json")
        let customer = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
        try Data("{}".utf8).write(to: seed)
        let server = try Server("--port", "0", "--seed", seed.path)
        let path =
            "/partner/external/v3/general/customers/\(customer)/3rd-party-products/type/0/users"
        func status() throws -> String {
            try Run.curl("-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", server.url + path)
        }
        func hangUp(until expected: String) throws -> Bool {
            kill(server.process.processIdentifier, SIGHUP)
            let deadline = ContinuousClock.now + .patience
            while ContinuousClock.now < deadline {
                if try status() == expected { return true }
            }
            return false
        }
        #expect(try status() == "404")
        try Data(#"{"elements":{"customers":[{"id":"\#(customer)"}]}}"#.utf8).write(to: seed)
        #expect(try hangUp(until: "200"))
        try Data("{".utf8).write(to: seed)
        #expect(try hangUp(until: "200"))
        let errors = try server.end().errors
        #expect(
            errors.contains("info the seed is loaded anew: 0 users, 0 seats, 1 customer, 0 tenants")
        )
        #expect(
            errors.contains("the seed is not loaded, the data stays as it was: \(seed.path):1:2: "))
    }

    @Test func `keeps the data of a store that was opened without seeds on a hangup`() throws {
        let folder = try temporaryFolder()
        let store = folder.appending(path: "world.db").path
        let seed = folder.appending(path: "empty.json")
        try Data("{}".utf8).write(to: seed)
        _ = try Server("--port", "0", "--store", store, "--seed", seed.path).end()
        let server = try Server("--port", "0", "--store", store)
        kill(server.process.processIdentifier, SIGHUP)
        // Signals are taken in the order of their numbers, and SIGHUP is the first.
        let errors = try server.end().errors
        #expect(errors.contains("the data stays as it was: the store was opened without --seed"))
        let again = try Server("--port", "0", "--store", store)
        #expect(again.readyLine.hasSuffix(": 0 users, 0 seats, 0 customers, 0 tenants"))
    }

    @Test func `survives what no client should send, and leaks no descriptor`() throws {
        let server = try Server("--port", "0", "--loops", "1")
        // The loop has all its descriptors once it has answered.
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        let before = server.descriptorCount
        for target in [
            "/%00", "/%", "/V1/Users/%FF@x/Seats", "//", "/V1/Users/a@b/Seats?maxResults=%00",
        ] {
            #expect(
                try Run.curl("-o", "/dev/null", "-w", "%{http_code}", server.url + target)
                    .hasPrefix("40"))
        }
        let upload = try Run.curl(
            "-o", "/dev/null", "-w", "%{http_code}", "-H", "Expect:", "-F", "f=@/bin/bash", "-F",
            "g=@\(Run.executable.path)", server.url + "/partner")
        #expect(upload.hasPrefix("413") || upload.hasPrefix("400"))
        #expect(try Run.curl(server.url + Self.bob).contains("9NBLGGH4R2R6"))
        let deadline = ContinuousClock.now + .patience
        while server.descriptorCount > before, ContinuousClock.now < deadline {
            _ = try Run.curl(server.url + "/healthz")
        }
        #expect(server.descriptorCount <= before)
        #expect(try server.end().code == 0)
    }
}
