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
        #expect(all.map(\.verdict) == [.complete, .complete])
        #expect(all.flatMap(\.findings).isEmpty)
        #expect(all.map(\.missed) == [0, 0])
    }

    /// Three pages each of two walks, as a pool of two connections may carry them: whose turn it is, and
    /// on which connection.
    @Test(arguments: [
        "1A 1A 1A 2B 2A 2B", "1A 1A 2B 2A 1B 2A", "1A 1A 2A 2B 1B 2A", "1A 2A 2B 1B 1A 2B",
        "1A 2A 1B 2B 2A 1A",
    ])
    func `of one client with a pool of connections are both complete`(turns: String) async throws {
        let emulator = try Emulator()
        let customer = "00000000-0000-0000-0000-000000000001"
        let tenants = (1...3).map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
        let seed = #"{"elements":{"customers":[{"id":"\#(customer)","tenants":[\#(tenants)]}]}}"#
        #expect(
            emulator.respond(to: Emulator.Request("POST", "/__admin/seed", body: seed)).status
                == 200)
        let (store, elements) = try await emulator.serving { url in
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            func walk(_ next: (_ page: String, _ number: Int) throws -> String) throws -> [String] {
                let pool: [Character: RawClient] = [
                    "A": RawClient(port: port), "B": RawClient(port: port),
                ]
                var pages: [Character: [String]] = ["1": [], "2": []]
                for turn in turns.split(separator: " ") {
                    let (walk, connection) = (turn.first ?? " ", turn.last ?? " ")
                    let had = pages[walk] ?? []
                    let client = try #require(pool[connection])
                    client.send(try next(had.last ?? "", had.count + 1))
                    pages[walk] = had + [client.readAnswer()]
                }
                return (pages["1"] ?? []) + (pages["2"] ?? [])
            }
            let store = try walk { page, number in
                let query =
                    number == 1
                    ? "maxResults=100" : "continuationToken=\(try #require(Self.token(page)))"
                return "GET \(Self.max)?\(query) HTTP/1.1\r\nHost: h\r\n\r\n"
            }
            let elements = try walk { _, number in
                "POST /partner/external/v3/general/customers/\(customer)"
                    + "/3rd-party-products/type/0/tenants/batch?pageIndex=\(number)&pageSize=1 HTTP/1.1\r\n"
                    + "Host: h\r\nContent-Length: 0\r\n\r\n"
            }
            return (store, elements)
        }
        #expect(store.count { Self.token($0) == nil } == 2)
        #expect(elements.count == 6)
        let all = try emulator.world("default").traversals.all
        #expect(all.map(\.verdict) == [.complete, .complete, .complete, .complete])
        #expect(all.flatMap(\.findings).isEmpty, "\(all)")
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
