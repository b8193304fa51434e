import ControlAPI
import Emulation
import Foundation
import HTTP
import HTTPTypes
import TestWorlds
import Testing

@testable import Seatfiller

@Suite struct `As a proxy the emulator` {
    private static func refusal(_ authority: String, hint: String? = nil) -> String {
        let emulated =
            "Emulated are bspmts.mp.microsoft.com, displaycatalog.mp.microsoft.com, "
            + "graph.avepointonlineservices.com, identity.avepointonlineservices.com, "
            + "login.microsoftonline.com and their other names."
        return #"{"type":"about:blank","title":"Forbidden","status":403,"#
            + #""detail":"Nothing is sent to '\#(authority)', which is not emulated.","#
            + #""code":"host-not-emulated","hint":"\#(hint ?? emulated)"}"#
    }

    @Test func `answers for the emulated hosts as if they were asked directly`() throws {
        let target = "/V1/Users/bob@contoso.com/Seats"
        let direct = try Emulator().respond(
            to: .init("GET", target, headers: [("Host", "bspmts.mp.microsoft.com")]))
        for url in ["http://bspmts.mp.microsoft.com", "HTTP://BSPMTS.mp.microsoft.com.:80"] {
            let emulator = try Emulator()
            #expect(emulator.respond(to: .get(url + target)).text == direct.text)
            let entry = try #require(try emulator.world("default").journal.entries.first)
            #expect(entry.target == target && entry.operation == .listSeatsOfUser)
        }
    }

    @Test(.tags(.chosen)) func `refuses every other host, and says which`() throws {
        let answer = try Emulator().respond(to: .get("http://telemetry.example:8080/v1/track?a"))
        #expect(
            answer.text == """
                HTTP/1.1 403 Forbidden
                content-type: application/problem+json
                x-seatfiller-refused: telemetry.example
                x-seatfiller-rule: proxy.refused; chosen

                \(Self.refusal("telemetry.example:8080"))
                """)
    }

    @Test(arguments: [
        ("GET", "http://localhost:7328/V1/Inventory", "localhost:7328"),
        ("GET", "http://127.0.0.1/__admin/worlds", "127.0.0.1"),
        ("GET", "http://[::1]:7328/healthz", "[::1]:7328"),
        ("CONNECT", "localhost:7328", "localhost:7328"),
    ])
    func `is none to the loopback`(method: String, target: String, authority: String) throws {
        let answer = try Emulator().respond(to: .init(method, target))
        #expect(answer.status == 403)
        #expect(answer.header("x-seatfiller-refused") == String(Host.text(in: authority)))
        #expect(
            answer.body
                == Self.refusal(
                    authority, hint: "Ask it without the proxy: NO_PROXY=localhost,127.0.0.1,::1"))
    }

    @Test func `writes down what it refuses, so that a test can ask what else was wanted`() throws {
        let admin = try Admin()
        _ = admin.get("http://one.example/a?b=c", [("Authorization", "Bearer hush")])
        _ = admin.call("CONNECT", "two.example:443")
        _ = admin.get("http://bspmts.mp.microsoft.com/V1/Inventory")
        func find(_ what: String, _ search: String) -> String {
            admin.call("POST", "/__admin/requests/\(what)", search)
        }
        #expect(find("count", #"{"operation":"proxy.refused"}"#) == #"200 {"count":2}"#)
        #expect(find("count", #"{"headers":{"host":"two.example:443"}}"#) == #"200 {"count":1}"#)
        #expect(find("count", #"{"path":"two.example:443"}"#) == #"200 {"count":1}"#)
        let found = find("find", #"{"operation":"proxy.refused","path":"/a"}"#)
        #expect(found.contains(#""method":"GET","path":"/a","query":{"b":"c"},"#))
        #expect(
            found.contains(#""headers":{"Authorization":"Bearer [redacted]","Host":"one.example"}"#)
        )
        #expect(found.contains(#""status":403,"operation":"proxy.refused","rule":"proxy.refused""#))
        #expect(admin.get("/__admin/rules").contains(#"{"id":"proxy.refused","says":"#))
        #expect(
            admin.get("/__admin/metrics").contains(
                #"seatfiller_requests_total{operation="proxy.refused",status="403"} 2.0"#))
    }

    @Test func `opens no tunnel as long as it speaks no TLS`() throws {
        let answer = try Emulator().respond(to: .init("CONNECT", "bspmts.mp.microsoft.com:443"))
        #expect(
            answer.text == """
                HTTP/1.1 501 Not Implemented
                content-type: application/problem+json

                {"type":"about:blank","title":"Not Implemented","status":501,\
                "detail":"No tunnel is opened to 'bspmts.mp.microsoft.com:443': TLS is not spoken here.",\
                "code":"no-tunnel","hint":"Ask for http:// URLs, which need none."}
                """)
        #expect(try Emulator().respond(to: .init("CONNECT", "/V1/Inventory")).status == 400)
    }

    @Test func `opens no tunnel where it is asked through TLS itself`() throws {
        let asked = HTTP.Request(
            Emulator.Request("CONNECT", "bspmts.mp.microsoft.com:443", headers: []))
        var request = try #require(asked)
        request.isSecure = true
        let answer = try Opened().emulator.respond(to: request, through: Door())
        #expect(answer.status == .notImplemented)
        #expect(answer.text.contains("Name the proxy by an http:// URL."))
    }

    // MARK: Tunnels

    /// An emulator whose tunnels somebody opens, and what they lead to.
    private struct Opened {
        let emulator: Emulator

        init() throws {
            var settings = Settings()
            settings.speaksTLS = true
            emulator = try Emulator(settings)
        }

        func connect(_ authority: String, _ headers: [(String, String)] = []) throws
            -> HTTP.Response
        {
            let asked = HTTP.Request(Emulator.Request("CONNECT", authority, headers: headers))
            let request = try #require(asked)
            return emulator.respond(to: request, through: Door())
        }

        func get(_ target: String, _ host: String, through tunnel: Tunnel?) -> HTTP.Response {
            var request = HTTP.Request(.get, target, headerFields: [.host: host])
            request.isSecure = true
            request.tunnel = tunnel
            return emulator.respond(to: request, through: Door())
        }
    }

    @Test func `opens a tunnel to an emulated host where somebody takes it`() throws {
        let opened = try Opened()
        let answer = try opened.connect("login.windows.net:443")
        #expect(answer.text == "HTTP/1.1 200 OK\n\n")
        let tunnel = try #require(answer.tunnel)
        #expect(tunnel.host == .name("login.windows.net") && tunnel.port == 443)
        let inside = opened.get("/x/discovery/keys", "login.windows.net", through: tunnel)
        #expect(inside.headerFields[.seatfillerRule] == "entra.keys; observed")
        #expect(try opened.connect("telemetry.example:443").tunnel == nil)
        // Whatever the tunnel was asked for, no other host is behind it.
        for host in ["localhost", "telemetry.example"] {
            let other = opened.get("/healthz", host, through: tunnel)
            #expect(other.headerFields[.seatfillerRefused] == host)
        }
    }

    @Test func `keeps the world that CONNECT names for all that comes through the tunnel`() throws {
        let opened = try Opened()
        let user = (
            "Proxy-Authorization", "Basic \(Data("test-17:hush".utf8).base64EncodedString())"
        )
        for headers in [[user], [("X-Seatfiller-World", "test-17")]] {
            let tunnel = try opened.connect("bspmts.mp.microsoft.com:443", headers).tunnel
            #expect(tunnel?.world == "test-17")
            _ = opened.get("/V1/Inventory", "bspmts.mp.microsoft.com", through: tunnel)
            _ = opened.get("/V1/Inventory", "telemetry.example", through: tunnel)
        }
        let entries = try opened.emulator.world("test-17").journal.entries
        #expect(
            entries.map(\.operation) == [.getInventory, nil, .getInventory, nil])
        #expect(
            try opened.connect(
                "bspmts.mp.microsoft.com:443", [("Proxy-Authorization", "Basic Og==")]
            ).status == 400)
        let gone = [user, ("X-Seatfiller-World", "b"), ("X-Seatfiller-World-Exists", "true")]
        #expect(try opened.connect("bspmts.mp.microsoft.com:443", gone).status == 410)
    }
}
