import Emulation
import Foundation
import Seatfiller
import Testing

@Suite struct `A remembered answer` {
    private static let customer = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11"
    private static let partner = "/partner/external/v3/general/customers/\(customer)"
    private static let users = ["ann", "bob", "carol", "max"].map { "\($0)@contoso.com" }

    /// Questions of both APIs; some are refused, and some the other quirk answers otherwise.
    private static let reads: [(String, String)] =
        users.flatMap { user in
            ["", "?maxResults=1", "?maxResults=101", "?maxResults=2"].map {
                ("GET", "/V1/Users/\(user)/Seats\($0)")
            }
        } + [
            ("HEAD", "/V1/Users/bob@contoso.com/Seats"),
            ("GET", "/V1/Inventory"), ("GET", "/V1/Inventory?maxResults=1"),
            ("GET", "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats"),
            ("GET", "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"),
            ("GET", "/V1/Products/9NBLGGH4R2R6/0016"),
            ("POST", "\(partner)/3rd-party-products/type/0/users"),
            ("POST", "\(partner)/3rd-party-products/type/3/users"),
            ("POST", "\(partner)/3rd-party-products/type/0/tenants/batch"),
            ("GET", "\(partner)/3rd-party-products/type/0/overview"),
        ]

    private static let writes: [(String, String, String)] =
        users.flatMap { user in
            ["CFQ7TTC0K5DR/0002", "9NBLGGH4R2R6/0016"].flatMap { product in
                ["POST", "DELETE"].map { ($0, "/V1/Inventory/\(product)/Seats/\(user)", "") }
            }
        } + [
            ("POST", "/__admin/reset", ""),
            ("PUT", "/__admin/snapshots/a", ""),
            ("POST", "/__admin/snapshots/a/restore", ""),
            ("PUT", "/__admin/quirks", #"{"store.maxResults":"clamp"}"#),
            ("PUT", "/__admin/quirks", #"{"store.maxResults":"reject"}"#),
            (
                "POST", "/__admin/seed",
                #"{"elements":{"customers":[{"id":"\#(customer)","tenants":[{"id":"t","type":0}]}]}}"#
            ),
        ]

    /// Random reads and writes of a server that remembers and of a twin that does not.
    @Test(arguments: 1...4) func `is never another than the one that is made anew`(seed: Int) throws
    {
        let server = try Emulator(Self.settings)
        let twin = try Self.twin()
        try Self.expectAlike(server, twin, seed)
        func remembered(by emulator: Emulator) -> Int? {
            emulator.respond(to: .get("/__admin/metrics")).body
                .firstMatch(of: /seatfiller_remembered_answers_total (\d+)/).flatMap { Int($0.1) }
        }
        #expect((remembered(by: server) ?? 0) > 50)
        #expect(remembered(by: twin) == 0)
    }

    /// A store file is read on connections that only read, and none of them lags behind a write.
    @Test(arguments: 1...2) func `is what a store file answers as well`(seed: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = Self.settings
        settings.store = folder.appending(path: "world.db").path
        try Self.expectAlike(try Emulator(settings), try Self.twin(), seed)
    }

    private static var settings: Settings {
        var settings = Settings()
        settings.clock = Instant("2026-11-21T12:00:00Z")
        settings.tokenKey = [UInt8](repeating: 7, count: 32)
        return settings
    }

    private static func twin() throws -> Emulator {
        var settings = settings
        settings.remembersAnswers = false
        return try Emulator(settings)
    }

    private static func expectAlike(_ server: Emulator, _ twin: Emulator, _ seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        let export = twin.respond(to: .get("/__admin/export")).body
        let writes = writes + [("PUT", "/__admin/seed", export)]
        for _ in 0..<1500 {
            let isWrite = Int.random(in: 0..<10, using: &dice) == 0
            let (method, target, body) = try #require(
                isWrite
                    ? writes.randomElement(using: &dice)
                    : reads.randomElement(using: &dice).map { ($0.0, $0.1, "") })
            let request = Emulator.Request(method, target, headers: [("Host", "h")], body: body)
            let (one, other) = (server.respond(to: request), twin.respond(to: request))
            // The time that a reset took is in its answer.
            try #require(
                target.hasSuffix("reset")
                    || (one.status == other.status && one.body == other.body
                        && one.headers.map { "\($0)" } == other.headers.map { "\($0)" }),
                "\(method) \(target)")
        }
    }

    /// A token that grows old says when it was made.
    @Test func `has no token with the time of another`() throws {
        var settings = Settings()
        settings.tokenLifeSeconds = 60
        settings.clock = Instant("2026-11-21T12:00:00Z")
        let admin = try Admin(settings)
        let target = "/V1/Users/max@contoso.com/Seats"
        let first = (0..<3).map { _ in admin.get(target) }[2]
        _ = admin.call("PUT", "/__admin/clock", #"{"advanceSeconds":61}"#)
        #expect(admin.get(target) != first)
    }

    @Test func `depends on who asks where that is enforced`() throws {
        let admin = try Admin(auth: .enforced)
        let answer = admin.call(
            "POST", "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token",
            "grant_type=client_credentials&client_secret=not-a-secret&resource=https://onestore.microsoft.com"
                + "&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98",
            [("Content-Type", "application/x-www-form-urlencoded")])
        let bearer = try Admin.bearer(in: answer)
        for _ in 0..<3 { #expect(admin.bob("", bearer) == Admin.one) }
        #expect(admin.get("/V1/Users/bob@contoso.com/Seats").hasPrefix("401 "))
    }

    @Test func `is given to no content that says something else by its fields`() throws {
        let admin = try Admin()
        let target = "\(Self.partner)/3rd-party-products/type/0/users"
        func status(_ fields: (String, String)...) -> Substring {
            admin.call("POST", target, "{}", fields).prefix(3)
        }
        for _ in 0..<3 { #expect(status() == "200") }
        #expect(status(("Content-Encoding", "gzip")) == "415")
        #expect(status(("Content-Type", "application/json; charset=utf-16")) == "400")
    }

    @Test func `is old as soon as a write is answered, whoever else reads and writes`() async throws
    {
        let emulator = try Emulator()
        await withTaskGroup { group in
            for user in Self.users {
                group.addTask {
                    let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/\(user)"
                    let seats = Emulator.Request.get("/V1/Users/\(user)/Seats?maxResults=100")
                    for _ in 0..<200 {
                        _ = emulator.respond(to: Emulator.Request("DELETE", seat))
                        for _ in 0..<3 {
                            #expect(!emulator.respond(to: seats).body.contains("CFQ7TTC0K5DR"))
                        }
                        _ = emulator.respond(to: Emulator.Request("POST", seat))
                        for _ in 0..<3 {
                            #expect(
                                user.hasPrefix("max")
                                    || emulator.respond(to: seats).body.contains("CFQ7TTC0K5DR"))
                        }
                    }
                }
            }
        }
    }
}

/// Chance that comes out the same for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
