import Foundation
import HTTP
import Seatfiller
import TestWorlds
import Testing

@Suite struct `An address that is listened on` {
    private func service(_ host: String, isAdminOpen: Bool = false) throws -> Service {
        var settings = Settings()
        settings.host = host
        settings.port = 0
        settings.isAdminOpen = isAdminOpen
        return try Service(try Emulator(settings), settings)
    }

    @Test(
        arguments: [
            "localhost", "127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1",
        ])
    func `of this machine alone needs no token`(host: String) throws {
        try service(host).stop()
    }

    /// An address of a link, with its zone; there is none where there is no network.
    private static let linkLocal: String? = {
        let table = try? String(contentsOfFile: "/proc/net/if_inet6", encoding: .utf8)
        for line in table?.split(separator: "\n") ?? [] {
            let words = line.split(separator: " ")
            guard words.count == 6, words[0].hasPrefix("fe80"), words[5] != "lo" else { continue }
            let digits = Array(words[0])
            let groups = stride(from: 0, to: 32, by: 4).map { String(digits[$0..<$0 + 4]) }
            return groups.joined(separator: ":") + "%" + words[5]
        }
        return nil
    }()

    @Test(arguments: ["0.0.0.0", "::", "0:0::0", "::ffff:0.0.0.0"] + [linkLocal].compactMap { $0 })
    func `that others reach needs one, or leave to be open`(host: String) throws {
        let error = try #require(throws: SeatfillerError.self) { try service(host) }
        #expect(
            error.description == """
                --host \(host) can be reached from elsewhere: give --admin-token for the control \
                plane, or leave it open with --admin-open
                """)
        let open = try service(host, isAdminOpen: true)
        #expect(!open.url.contains("%") || open.url.contains("%25"))
        open.stop()
    }

    private func status(_ service: Service, host: String) throws -> String {
        let port = try #require(service.url.split(separator: ":").last.flatMap { Int($0) })
        let client = RawClient(port: port)
        client.send("GET /__admin/clock HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        return String(try #require(client.readToEnd()).dropFirst(9).prefix(3))
    }

    @Test func `is a name of the control plane`() throws {
        let service = try service("127.0.0.1")
        defer { service.stop() }
        #expect(try status(service, host: "127.0.0.1:1") == "200")
        #expect(try status(service, host: "192.0.2.1") == "403")
        #expect(try status(service, host: "rebound.example") == "403")
    }

    @Test func `that stands for all has every address for a name`() throws {
        let service = try service("0.0.0.0", isAdminOpen: true)
        defer { service.stop() }
        for host in ["192.0.2.1:7328", "[2001:db8::1]", "seatfiller", "localhost"] {
            #expect(try status(service, host: host) == "200")
        }
        #expect(try status(service, host: "rebound.example") == "403")
    }
}
