import Emulation
import Foundation
import Seatfiller
import TestWorlds
import Testing

/// What happens where a server may hold no more.
@Suite struct `A server with little memory` {
    private let admin: Admin

    init() throws {
        var settings = Settings()
        settings.memory = 2 << 20
        admin = try Admin(settings)
    }

    private func held() throws -> Int {
        let text = admin.get("/__admin/metrics")
        let found = try #require(text.firstMatch(of: /\nseatfiller_held_bytes ([0-9.e+]+)/))
        return try #require(Double(found.1).map { Int($0) })
    }

    private static let refusal = """
        503 {"type":"about:blank","title":"Service Unavailable","status":503,"detail":"There is no \
        memory for this: the server has reached its memory limit: 2 MiB (--memory).","code":\
        "memory-full","hint":"DELETE worlds, snapshots or faults, or start the server with more --memory."}
        """

    @Test func `refuses faults that have no room, and gives back what others held`() throws {
        let before = try held()
        let body = String(repeating: "x", count: 300_000)
        let fault = #"{"do":{"status":503,"body":"\#(body)"}}"#
        for _ in 0..<3 {
            #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        }
        #expect(admin.call("POST", "/__admin/faults", fault) == Self.refusal)
        #expect(admin.call("DELETE", "/__admin/faults").hasPrefix("204"))
        #expect(try held() == before)
        #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
    }

    @Test(arguments: ["PUT", "POST"])
    func `refuses those of a seed likewise, and loads nothing of it`(method: String) throws {
        let before = try held()
        let body = String(repeating: "x", count: 1_200_000)
        let seed = """
            {"storeForBusiness":[{"tenantId":"t","users":[{"userName":"new@contoso.com"}]}],\
            "faults":[{"do":{"status":503,"body":"\(body)"}}]}
            """
        #expect(admin.call(method, "/__admin/seed", seed) == Self.refusal)
        #expect(admin.get("/__admin/faults").hasSuffix(#"{"faults":[]}"#))
        #expect(admin.get("/V1/Users/new@contoso.com/Seats").hasPrefix("404 "))
        // An answer is remembered since, and the view of the data has been opened.
        #expect(try held() < before + 500_000)
    }

    @Test(.tags(.chosen)) func `answers a write with the API's own 503`() throws {
        fill()
        let answer = admin.emulator.respond(to: Emulator.Request("POST", Admin.assign))
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "1")
        #expect(answer.header("X-Seatfiller-Rule") == "server.memory; chosen")
        #expect(answer.body.contains(#""code":"ServiceUnavailable""#), "\(answer.body)")
        #expect(
            admin.call("PUT", "/__admin/worlds/a") == """
                503 {"type":"about:blank","title":"Service Unavailable","status":503,"detail":"A \
                world cannot be made: the server has reached its memory limit: 2 MiB (--memory).",\
                "code":"no-memory-for-a-world","hint":"DELETE /__admin/worlds/{name} drops one; \
                --memory allows more."}
                """)
        _ = admin.call("DELETE", "/__admin/faults")
        #expect(admin.call("POST", Admin.assign).hasPrefix("200 "))
        #expect(admin.call("PUT", "/__admin/worlds/a").hasPrefix("201 "))
    }

    @Test(
        .tags(.chosen),
        arguments: [
            (
                "POST /V1/Inventory/9NBLGGH4R2R6/0016/Seats",
                ["x-seatfiller-rule: server.memory; chosen", #""code":"ServiceUnavailable""#]
            ),
            ("PUT /__admin/seed", [#""code":"memory-full""#]),
        ])
    func `refuses contents that it has no memory for, and gives it back with their clients`(
        request: String, said: [String]
    ) async throws {
        let head = "\(request) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n"
        let before = try held()
        try await admin.emulator.serving { url in
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            var clients: [RawClient] = []
            for _ in 0..<2 {
                let client = RawClient(port: port)
                client.send(head + String(repeating: "x", count: 500_000))
                clients.append(client)
            }
            while try held() < before + 1_000_000 {}
            let late = RawClient(port: port)
            late.send(head + String(repeating: "x", count: 1_500_000))
            let answer = late.readToEnd()?.lowercased() ?? ""
            #expect(answer.hasPrefix("http/1.1 503 service unavailable\r\n"))
            for text in said + ["retry-after: 1\r\n", "connection: close\r\n"] {
                #expect(answer.contains(text.lowercased()), "\(answer)")
            }
            clients = []
            while try held() > before {}
        }
    }

    @Test(.tags(.chosen), arguments: ["", "\r\n\r\n"])
    func `refuses a head that it has no memory for, whether it is whole or not`(end: String)
        async throws
    {
        fill()
        let long = String(repeating: "x", count: 60_000)
        try await admin.emulator.serving { url in
            let client = RawClient(
                port: try #require(url.split(separator: ":").last.flatMap { Int($0) }))
            client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nX: \(long)\(end)")
            let answer = client.readToEnd() ?? ""
            #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"), "\(answer)")
            #expect(answer.contains("\r\nRetry-After: 1\r\n"), "\(answer)")
            #expect(
                answer.hasSuffix(
                    "\r\n\r\nThere is no room for the request: the server has reached its "
                        + "memory limit: 2 MiB (--memory).\n"), "\(answer)")
        }
    }

    /// Leaves less than 4 KB of the memory.
    private func fill() {
        for count in [300_000, 30_000, 3_000] {
            let body = String(repeating: "x", count: count)
            let fault = #"{"match":{"api":"elements"},"do":{"status":503,"body":"\#(body)"}}"#
            while admin.call("POST", "/__admin/faults", fault).hasPrefix("201 ") {}
        }
    }

    @Test func `drops the oldest of its journals before it refuses anything`() throws {
        let long = String(repeating: "x", count: 5000)
        for _ in 0..<150 { _ = admin.get("/V1/Users/bob@contoso.com/Seats?x=\(long)") }
        for _ in 0..<150 { _ = admin.get("/__world/a/V1/Users/bob@contoso.com/Seats?x=\(long)") }
        let journals = try ["default", "a"].map { try admin.emulator.world($0).journal }
        #expect(journals.allSatisfy { $0.entries.count > 100 })
        let fault = #"{"do":{"status":503,"body":"\#(String(repeating: "x", count: 300_000))"}}"#
        #expect(admin.call("POST", "/__admin/faults", fault).hasPrefix("201 "))
        #expect(journals.allSatisfy { $0.entries.count < 150 })
        #expect(journals.allSatisfy { $0.entries.last?.id == 150 })
        _ = admin.call("DELETE", "/__admin/faults")
        _ = admin.get("/V1/Users/bob@contoso.com/Seats")
        #expect(journals[0].entries.last?.id == 151)
    }

    @Test func `gives back what a world held that is dropped`() throws {
        let before = try held()
        _ = admin.call("PUT", "/__world/a/__admin/snapshots/s")
        _ = admin.call("POST", "/__world/a" + Admin.assign)
        _ = admin.bob("/__world/a")
        _ = admin.bob("/__world/a")
        #expect(try held() > before)
        _ = admin.call("DELETE", "/__admin/worlds/a")
        #expect(try held() == before)
    }

    @Test(arguments: [false, true])
    func `keeps of snapshots and copies no more than has changed since the last`(isFile: Bool)
        throws
    {
        var settings = Settings()
        settings.memory = 2 << 20
        let folder = FileManager.default.temporaryDirectory
        if isFile { settings.store = folder.appending(path: "seatfiller-\(UUID()).db").path }
        let admin = try Admin(settings)
        for number in 1...60 {
            _ = admin.call(number % 2 == 1 ? "POST" : "DELETE", Admin.assign)
            let snapshot = admin.call("PUT", "/__admin/snapshots/s\(number)")
            #expect(snapshot.hasPrefix("201 "), "\(snapshot)")
            let copy = admin.call("PUT", "/__admin/worlds/w\(number)", #"{"from":"default"}"#)
            #expect(copy.hasPrefix("201 "), "\(copy)")
        }
        for (number, held) in [(7, Admin.two), (8, Admin.one)] {
            #expect(admin.bob("/__world/w\(number)") == held)
            _ = admin.call("POST", "/__admin/snapshots/s\(number)/restore")
            #expect(admin.bob() == held)
        }
    }

    /// What a world is said to hold alone.
    private func privateBytes(of world: String) throws -> Int {
        let worlds = admin.get("/__admin/worlds").split(separator: "{")
        let found = try #require(worlds.first { $0.contains(#""name":"\#(world)""#) })
        let count = try #require(found.firstMatch(of: /"privateBytes":([0-9]+)/))
        return try #require(Int(count.1))
    }

    @Test func `tells of a world its changed pages, its journal and its remembered answers`() throws
    {
        #expect(admin.call("PUT", "/__admin/worlds/a").contains(#""privateBytes":0"#))
        _ = admin.call("POST", "/__world/a" + Admin.assign)
        let changed = try privateBytes(of: "a")
        #expect(changed > 8192)
        let long =
            "/__world/a/V1/Users/bob@contoso.com/Seats?x="
            + String(repeating: "x", count: 10_000)
        _ = admin.get(long)
        let journaled = try privateBytes(of: "a")
        #expect(journaled > changed + 10_000)
        // It is remembered when it is asked for again, and then holds the question too.
        for _ in 0..<3 { _ = admin.get(long) }
        let remembered = try privateBytes(of: "a")
        #expect(remembered > journaled + 40_000)
        _ = admin.call("DELETE", "/__world/a/__admin/requests")
        #expect(try privateBytes(of: "a") < remembered - 40_000)
        #expect(try privateBytes(of: "a") > changed + 10_000)
        #expect(try privateBytes(of: "default") < 8192)
    }

    @Test func `refuses a seed that it has no memory for, and says by which option`() throws {
        var settings = Settings()
        settings.memory = 1 << 20
        let users = (0..<20_000).map { #"{"userName":"user\#($0)@contoso.com"}"# }
        settings.seeds = [
            .json(
                """
                {"storeForBusiness":[{"tenantId":"t","users":[\(users.joined(separator: ","))]}]}
                """)
        ]
        let error = #expect(throws: SeatfillerError.self) { try Emulator(settings) }
        #expect(error?.kind == .usage)
        #expect(error?.description.contains("memory") == true, "\(error?.description ?? "")")
    }
}
