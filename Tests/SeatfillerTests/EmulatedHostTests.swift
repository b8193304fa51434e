import Emulation
import Foundation
import Seatfiller
import TestWorlds
import Testing

@Suite struct `An emulated host` {
    private static let store = "bspmts.mp.microsoft.com"
    private static let elements = "graph.avepointonlineservices.com"
    private static let identity = "identity.avepointonlineservices.com"
    private static let entra = "login.microsoftonline.com"

    private static func status(_ target: String, at host: String) throws -> String {
        let answer = try Emulator().respond(
            to: Emulator.Request("GET", target, headers: [("Host", host)]))
        return "\(answer.status) \(answer.header("x-seatfiller-rule") ?? "no rule")"
    }

    @Test(arguments: [
        (store, "/V1/Inventory", "200 store.inventory; documented"),
        (
            elements, "/partner/external/v3/general/customers/6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11",
            "200 elements.customer; documented"
        ),
        (identity, "/.well-known/openid-configuration", "200 avepoint.discovery; inferred"),
        (entra, "/contoso/v2.0/.well-known/openid-configuration", "200 entra.discovery; observed"),
    ])
    func `is answered by its service alone, and every other path is that one's 404`(
        host: String, own: String, expected: String
    ) throws {
        #expect(try Self.status(own, at: host) == expected)
        let none = [
            Self.store: "404 store.route; inferred", Self.elements: "404 elements.route; inferred",
            Self.identity: "404 avepoint.route; inferred", Self.entra: "404 entra.route; chosen",
        ][host]
        for target in [
            "/", "/healthz", "/readyz", "/__admin/health", "/__admin/worlds",
            "/__world/a/__admin/health", "/__world/a\(own)", "/V1/Inventory", "/devices/ann",
            "/partner/external/v3/general/customers/batch",
        ] where target.split(separator: "/").first != own.split(separator: "/").first {
            #expect(try Self.status(target, at: host) == none, "\(target)")
        }
    }

    @Test(arguments: [
        "BSPMTS.mp.Microsoft.com", "bspmts.mp.microsoft.com.", "bspmts.mp.microsoft.com:443",
        "bspmts.mp.microsoft.com.:7328",
    ])
    func `is the same however it is written`(host: String) throws {
        #expect(try Self.status("/V1/Inventory", at: host) == "200 store.inventory; documented")
        #expect(try Self.status("/healthz", at: host) == "404 store.route; inferred")
    }

    @Test(arguments: [
        "localhost:7328", "127.0.0.1", "[::1]:7328", "bspmts.mp.microsoft.com.evil.example",
        "xbspmts.mp.microsoft.com", "mp.microsoft.com", "bspmts.mp.microsoft.com:x",
    ])
    func `is no other host, where paths lead to all services`(host: String) throws {
        #expect(try Self.status("/V1/Inventory", at: host) == "200 store.inventory; documented")
        #expect(try Self.status("/healthz", at: host) == "200 no rule")
        #expect(
            try Self.status("/__world/a/V1/Inventory", at: host)
                == "200 store.inventory; documented")
    }

    /// The contract's section 1.1, and what Entra's own discovery has for aliases.
    @Test(arguments: [
        ("graph-gov.avepointonlineservices.com", "elements"),
        ("graph-aos2.avepointonlineservices.com", "elements"),
        ("graphusgovapi.online15.net", "elements"),
        ("graph-uae.avepointonlineservices.com", "elements"),
        ("graph-gcp-kr.avepointonlineservices.com", "elements"),
        ("identity-gov.avepointonlineservices.com", "avepoint"),
        ("identity-aos2.avepointonlineservices.com", "avepoint"),
        ("identity.online15.net", "avepoint"), ("login.windows.net", "entra"),
        ("login.microsoft.com", "entra"), ("sts.windows.net", "entra"),
    ])
    func `may be that of another cloud`(host: String, api: String) throws {
        #expect(try Self.status("/healthz", at: host).hasPrefix("404 \(api).route; "))
    }

    @Test func `names itself in what it answers, by the scheme that was asked`() throws {
        let emulator = try Emulator()
        func discovered(_ target: String, _ name: String) throws -> String {
            let body = emulator.respond(to: .get(target)).body
            let pattern = try Regex("\"\(name)\":\"([^\"]*)\"")
            return String(try #require(try pattern.firstMatch(in: body)?.output[1].substring))
        }
        let path = "contoso/v2.0/.well-known/openid-configuration"
        for site in ["https://login.microsoftonline.com", "http://login.windows.net"] {
            #expect(
                try discovered("\(site)/\(path)", "token_endpoint")
                    == "\(site)/contoso/oauth2/v2.0/token")
            #expect(
                try discovered("\(site)/\(path)", "jwks_uri")
                    == "\(site)/contoso/discovery/v2.0/keys")
        }
        #expect(
            try discovered("https://login.microsoftonline.com:443/\(path)", "issuer")
                == "https://login.microsoftonline.com/contoso/v2.0")
        for site in ["https://identity.online15.net", "http://\(Self.identity)"] {
            #expect(
                try discovered("\(site)/.well-known/openid-configuration", "issuer") == site)
        }
        #expect(
            emulator.respond(to: .get("https://\(Self.store)/nothing?a=b")).body.contains(
                "https://\(Self.store)/nothing?a=b"))
    }

    @Test func `is given no other service's remembered answer`() throws {
        let admin = try Admin()
        let question = "/V1/Inventory?maxResults=1"
        for _ in 0..<3 {
            #expect(admin.get(question).hasPrefix("200 "))
            #expect(admin.get(question, [("Host", Self.entra)]) == "404 ")
        }
    }

    @Test func `is asked by the library in a world of one's own`() throws {
        let emulator = try Emulator()
        let world = try emulator.world("a")
        let path = "/V1/Users/bob@contoso.com/Seats"
        try world.faults.add(Seatfiller.Fault(.status(503)))
        #expect(world.respond(to: .get("https://\(Self.store)\(path)")).status == 503)
        let request = Emulator.Request(
            "GET", path, headers: [("Host", Self.store), ("x-seatfiller-world", "b")])
        #expect(world.respond(to: request).status == 503)
        #expect(world.journal.entries.map(\.target) == [path, path])
        #expect(emulator.respond(to: .get("https://\(Self.store)\(path)")).status == 200)
    }
}
