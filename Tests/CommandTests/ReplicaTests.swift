import Foundation
import Testing

@Suite(.enabled(if: Replicas.haproxy != nil, "make test installs haproxy"))
struct `Replicas behind HAProxy` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"
    private static let assign = "/V1/Inventory/CFQ7TTC0K5DR/0002/Seats/bob@contoso.com"
    private static let names = (0..<300).map { "test-\($0)" }

    @Test func `keep three hundred worlds apart, each on one of them, however it is named`()
        async throws
    {
        let replicas = try await Replicas()
        for (number, name) in Self.names.enumerated() {
            let way = Way(name, number)
            let answer = try await replicas.ask(
                way.path + Self.assign, method: "POST", way.headers)
            #expect(answer.hasPrefix("200 "))
        }
        for (number, name) in Self.names.enumerated() {
            // By another way than it was named first.
            let way = Way(name, number + 1)
            #expect(try await replicas.seats(way) == 2)
        }
        var lists: [Set<String>] = []
        for replica in 0..<3 { lists.append(try await replicas.worlds(of: replica)) }
        #expect(lists.map(\.count).reduce(0, +) == 300)
        #expect(lists.reduce(Set()) { $0.union($1) } == Set(Self.names))
        #expect(lists.allSatisfy { $0.count > 30 })
        // Who names none is asked of all of them, and sees the seed.
        for _ in 0..<3 { #expect(try await replicas.seats(Way(nil)) == 1) }
    }

    @Test func `make and drop worlds where they live`() async throws {
        let replicas = try await Replicas()
        for name in Self.names.prefix(20) {
            let path = "/__admin/worlds/\(name)"
            #expect(try await replicas.ask(path, method: "PUT").hasPrefix("201 "))
            #expect(try await replicas.ask(path, method: "PUT").hasPrefix("409 "))
            _ = try await replicas.ask("/__world/\(name)\(Self.assign)", method: "POST")
            #expect(try await replicas.ask(path, method: "DELETE") == "204 ")
            // It is made from the seed again, as of one server.
            #expect(try await replicas.seats(Way(name, 0)) == 1)
        }
    }

    @Test(arguments: ["form", "basic"])
    func `know the world of a token, also while it is issued`(way: String) async throws {
        let replicas = try await Replicas("--auth", "enforced")
        // Who is refused has made no world that could be gone.
        #expect(try await replicas.ask("/__world/test-1\(Self.bob)").hasPrefix("401 "))
        #expect(try await replicas.ask("/__world/test-1/healthz").hasPrefix("200 "))
        let client = "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98~test-1"
        let basic = Data("\(client):not-a-secret".utf8).base64EncodedString()
        let issued = try await replicas.ask(
            "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token", method: "POST",
            [("Content-Type", "application/x-www-form-urlencoded")]
                + (way == "basic" ? [("Authorization", "Basic \(basic)")] : []),
            form: "grant_type=client_credentials&resource=https://onestore.microsoft.com"
                + (way == "form" ? "&client_id=\(client)&client_secret=not-a-secret" : ""))
        let token = try #require(issued.firstMatch(of: /"access_token":"([^"]+)"/)).1
        let bearer = [("Authorization", "Bearer \(token)")]
        for _ in 0..<3 {
            #expect(
                try await replicas.ask(Self.assign, method: "POST", bearer).hasPrefix("200 "))
        }
        var homes = 0
        for replica in 0..<3 where try await !replicas.worlds(of: replica).isEmpty { homes += 1 }
        #expect(homes == 1)
        let seats = try await replicas.ask("/__world/test-1\(Self.bob)", bearer)
        #expect(seats.matches(of: /"productId"/).count == 2)
    }

    @Test func `honour each other's tokens, page by page, and those of before a restart`()
        async throws
    {
        let replicas = try await Replicas("--auth", "enforced")
        let form =
            "grant_type=client_credentials&client_id=b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98"
            + "&client_secret=not-a-secret&resource=https://onestore.microsoft.com"
        let issued = try await replicas.ask(
            "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token", method: "POST",
            [("Content-Type", "application/x-www-form-urlencoded")], form: form)
        let token = try #require(issued.firstMatch(of: /"access_token":"([^"]+)"/)).1
        let bearer = [("Authorization", "Bearer \(token)")]
        var target = "/V1/Users/max@contoso.com/Seats?maxResults=20"
        var products: [Substring] = []
        var pages = 0
        while true {
            let page = try await replicas.ask(target, bearer)
            try #require(page.hasPrefix("200 "))
            pages += 1
            products += page.matches(of: /"productId":"(\w+)"/).map { $0.1 }
            guard let next = page.firstMatch(of: /"continuationToken":"([^"]+)"/) else { break }
            target = "/V1/Users/max@contoso.com/Seats?continuationToken=\(next.1)"
            if pages == 5 {
                // All of them had a page.
                for replica in 0..<3 {
                    let count = try await replicas.ask(replica: replica, "/__admin/requests")
                    #expect(count.contains(#""operation":"store.listSeatsOfUser""#))
                }
                for replica in 0..<3 { try replicas.kill(replica) }
                for replica in 0..<3 { try replicas.replace(replica) }
            }
        }
        #expect(pages == 13)
        #expect(Set(products).count == 260)
        #expect(products.count == 260)
    }

    @Test func `lose no read and show no wrong data when one is killed and replaced`() async throws
    {
        let replicas = try await Replicas()
        for name in Self.names {
            _ = try await replicas.ask("/__world/\(name)\(Self.assign)", method: "POST")
        }
        let lost = try await replicas.worlds(of: 1)
        let (during, after) = (Self.names.prefix(150), Self.names.suffix(150))
        #expect(during.contains(where: lost.contains) && after.contains(where: lost.contains))
        let gone = #""code":"world-gone""#
        func expectTruth(of name: String) async throws {
            if lost.contains(name) {
                let answer = try await replicas.ask("/__world/\(name)\(Self.bob)")
                #expect(answer.hasPrefix("410 ") && answer.contains(gone), "\(name): \(answer)")
            } else {
                #expect(try await replicas.seats(Way(name, 0)) == 2)
            }
        }

        try replicas.kill(1)
        for name in during {
            #expect(try await replicas.seats(Way(nil)) == 1)
            try await expectTruth(of: name)
        }
        try replicas.replace(1)
        for name in after {
            #expect(try await replicas.seats(Way(nil)) == 1)
            try await expectTruth(of: name)
        }
        for name in lost.prefix(10) {
            // It stays gone until somebody makes it anew.
            try await expectTruth(of: name)
            let made = try await replicas.ask("/__admin/worlds/\(name)", method: "PUT")
            #expect(made.hasPrefix("201 "), "\(made)")
            #expect(try await replicas.seats(Way(name, 1)) == 1)
        }
    }
}

/// A way to name a world: the path, the header, the user of a proxy, or a token in turns.
private struct Way {
    var path = ""
    var headers: [(String, String)] = []

    init(_ name: String?, _ turn: Int = 0) {
        guard let name else { return }
        switch turn % 4 {
        case 0: path = "/__world/\(name)"
        case 1: headers = [("X-Seatfiller-World", name)]
        case 2:
            let user = Data("\(name):x".utf8).base64EncodedString()
            headers = [("Proxy-Authorization", "Basic \(user)")]
        default: headers = [("Authorization", "Bearer anything~\(name)")]
        }
    }
}

extension Replicas {
    /// How many seats Bob has; nil for an answer that does not say.
    fileprivate func seats(_ way: Way) async throws -> Int? {
        let answer = try await ask(way.path + "/V1/Users/bob@contoso.com/Seats", way.headers)
        guard answer.hasPrefix("200 ") else { return nil }
        return answer.matches(of: /"productId"/).count
    }

    /// The names of the worlds that live on a replica.
    fileprivate func worlds(of replica: Int) async throws -> Set<String> {
        let list = try await ask(replica: replica, "/__admin/worlds")
        return Set(list.matches(of: /"name":"(test-\d+)"/).map { String($0.1) })
    }
}
