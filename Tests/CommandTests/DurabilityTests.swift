import Foundation
import Synchronization
import TestWorlds
import Testing

/// What was answered is there, whatever happens to the process afterwards.
@Suite struct `A store file` {
    private static let seats = "/V1/Inventory/9LAST/1/Seats"
    private static let users = (0..<256).map { "user\($0)@contoso.com" }

    private static func seed() throws -> URL {
        let list = users.map { #"{"userName":"\#($0)"}"# }.joined(separator: ",")
        let file = try temporaryFolder().appending(path: "seed.json")
        try Data(
            """
            { "storeForBusiness": [ { "tenantId": "t", "users": [\(list)], "inventory": [
                { "productKey": { "productId": "9LAST", "skuId": "1" }, "seatCapacity": 100,
                  "distributionPolicy": "restricted" } ] } ] }
            """.utf8
        ).write(to: file)
        return file
    }

    /// Sixty-four clients ask for a seat for four users each, all at once.
    ///
    /// - Parameter mostAnswers: after so many seats the process is killed.
    /// - Returns: the users for whom a seat was answered.
    private static func assign(_ server: Server, killingAfter mostAnswers: Int = .max) -> Set<
        String
    > {
        let holders = Mutex<Set<String>>([])
        let (port, process) = (server.port, server.process.processIdentifier)
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            let client = RawClient(port: port)
            for user in users[number * 4..<number * 4 + 4] {
                client.send(
                    "POST \(seats)/\(user) HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
                let answer = client.read(until: "}")
                guard answer.contains(user), answer.hasPrefix("HTTP/1.1 200 ") else { continue }
                let count = holders.withLock { holders in
                    holders.insert(user)
                    return holders.count
                }
                if count == mostAnswers { kill(process, SIGKILL) }
            }
        }
        return holders.withLock { $0 }
    }

    /// Who holds a seat, and how many are left, as the server says.
    private static func state(_ server: Server) throws -> (holders: [String], available: String) {
        let page = try Run.curl(server.url + seats + "?maxResults=100")
        let inventory = try Run.curl(server.url + "/V1/Inventory")
        let available = inventory.firstMatch(of: /"availableSeats":(\d+)/)
        return (
            page.matches(of: /"assignedTo":"([^"]+)"/).map { String($0.1) },
            available.map { String($0.1) } ?? ""
        )
    }

    @Test func `has every seat that was answered before the process was killed`() throws {
        let store = try temporaryFolder().appending(path: "world.db").path
        let seed = try Self.seed().path
        let first = try Server("--port", "0", "--store", store, "--seed", seed)
        let answered = Self.assign(first, killingAfter: 40)
        #expect(try first.end(SIGKILL).code == -SIGKILL)
        #expect(answered.count >= 40)

        let second = try Server("--port", "0", "--store", store)
        let kept = try Self.state(second)
        // What was done and not answered any more may be there too.
        #expect(answered.isSubset(of: kept.holders))
        #expect(Set(kept.holders).count == kept.holders.count)
        #expect(kept.available == String(100 - kept.holders.count))

        _ = Self.assign(second)
        let end = try Self.state(second)
        #expect(Set(end.holders).count == 100)
        #expect(end.holders.count == 100)
        #expect(end.available == "0")
        #expect(try second.end().code == 0)
    }
}

@Suite struct `A client over a socket` {
    @Test(.tags(.observed)) func `that sends a bulk call in chunks is understood`() throws {
        let server = try Server("--port", "0")
        let client = RawClient(port: server.port)
        let parts = [#"{"usernames":["carol@cont"#, #"oso.com"],"seatAction":"assign"}"#]
        client.send(
            "POST /V1/Inventory/CFQ7TTC0K5DR/0002/Seats HTTP/1.1\r\nHost: h\r\n"
                + "Content-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for part in parts { client.send(String(part.utf8.count, radix: 16) + "\r\n\(part)\r\n") }
        client.send("0\r\n\r\n")
        let answer = client.read(until: #""failedSeatOperations":[]}"#)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains(#""seatDetails":[{"assignedTo":"carol@contoso.com""#))
    }
}
