import Emulation
import HTTP
import Seatfiller
import TestWorlds
import Testing

@Suite struct `Traversals side by side` {
    private static let max = "/V1/Users/max@contoso.com/Seats"

    private static func token(_ page: String) -> String? {
        (page.firstMatch(of: /"continuationToken":"([^"]+)"/)?.1).map(String.init)
    }

    /// Without a credential, and with another connection for each page, their tokens are all that they
    /// send, and these are the same.
    @Test func `of clients that only their turns tell apart are both complete`() async throws {
        let emulator = try Emulator()
        try await emulator.serving { url in
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            func get(_ query: String) -> String {
                let client = RawClient(port: port)
                client.send(
                    "GET \(Self.max)\(query) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                return client.readToEnd() ?? ""
            }
            var pages = [get("?maxResults=100"), get("?maxResults=100")]
            for _ in 0..<2 {
                for index in pages.indices {
                    let token = try #require(Self.token(pages[index]))
                    pages[index] = get("?continuationToken=\(token)")
                }
            }
            #expect(pages.allSatisfy { Self.token($0) == nil })
        }
        let all = try emulator.world("default").traversals.all
        #expect(all.map(\.verdict) == ["complete", "complete"])
        #expect(all.flatMap(\.findings).isEmpty)
        #expect(all.map(\.missed) == [0, 0])
    }

    @Test func `of many clients are each client's own, whoever writes meanwhile`() async throws {
        let emulator = try Emulator()
        let seat = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"
        await withTaskGroup { group in
            for client in 0..<8 {
                group.addTask {
                    for round in 0..<10 {
                        let fields = [("Authorization", "Bearer \(client)-\(round)")]
                        var target: String? = Self.max + "?maxResults=60"
                        while let next = target {
                            let request = Emulator.Request("GET", next, headers: fields, body: "")
                            let page = emulator.respond(to: request).body
                            target = Self.token(page).map { Self.max + "?continuationToken=\($0)" }
                        }
                    }
                }
            }
            group.addTask {
                for _ in 0..<100 {
                    _ = emulator.respond(to: Emulator.Request("POST", seat))
                    _ = emulator.respond(to: Emulator.Request("DELETE", seat))
                }
            }
            group.addTask {
                for _ in 0..<20 { _ = emulator.respond(to: .get("/__admin/traversals")) }
            }
        }
        let traversals = try emulator.world("default").traversals
        #expect(throws: Never.self) { try traversals.verify(least: 80) }
        #expect(try traversals.all.allSatisfy { $0.served == 260 && $0.missed == 0 })
    }
}
