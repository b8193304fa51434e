import Foundation
import Seatfiller
import Testing

@Suite struct `A refused request` {
    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]
    private static let seats = "/V1/Users/bob@contoso.com/Seats"
    private static let services = "/partner/external/v3/general/customers/services/batch"
    private static let tenant = "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token"

    private func worlds(_ admin: Admin, _ headers: [(String, String)] = []) -> [String] {
        admin.get("/__admin/worlds", headers).matches(of: /"name":"([^"]+)"/).map { String($0.1) }
    }

    /// A token as ours are, but for the signature.
    private static func forged(_ world: String) -> String {
        let parts = [
            #"{"alg":"RS256","typ":"JWT"}"#, #"{"seatfiller_world":"\#(world)"}"#, "signature",
        ]
        return parts.map {
            Data($0.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
                .replacing("/", with: "_")
        }.joined(separator: ".")
    }

    @Test(
        arguments: [
            ("GET", seats, []), ("GET", seats, [("Authorization", "Bearer x")]),
            ("GET", seats, [("Authorization", "Bearer \(forged("e"))")]),
            ("POST", services, []), ("GET", services, []), ("GET", "/V1/nothing", []),
            ("POST", "/partner/nothing", []), ("POST", tenant, form),
            ("POST", "/connect/token", form),
            ("GET", "/connect/nothing", []),
            ("GET", "/nobody/.well-known/openid-configuration", []),
        ] as [(String, String, [(String, String)])])
    func `of whom an API does not believe makes no world`(
        method: String, target: String, headers: [(String, String)]
    ) throws {
        let admin = try Admin(auth: .enforced)
        let body = "grant_type=client_credentials&client_id=x~d&client_secret=y"
        for named in [
            (target, headers + [("X-Seatfiller-World", "c")]), ("/__world/b" + target, headers),
        ] {
            #expect(admin.call(method, named.0, body, named.1).hasPrefix("4"))
        }
        #expect(admin.call(method, target, body, headers).hasPrefix("4"))
        #expect(worlds(admin) == ["default"])
    }

    @Test(arguments: [
        ("/connect/token", "grant_type=x"), ("/connect/token", ""),
        ("/connect/token", "grant_type=client_credentials"),
        ("/contoso.com/oauth2/token", "grant_type=x&client_id=a"),
        ("/contoso.com/oauth2/v2.0/token", "grant_type=client_credentials&client_id=a"),
    ])
    func `for a token that is not granted makes no world, where no token is needed either`(
        target: String, body: String
    ) throws {
        let admin = try Admin()
        #expect(admin.call("POST", "/__world/a" + target, body, Self.form).hasPrefix("40"))
        #expect(worlds(admin) == ["default"])
    }

    @Test func `says the same as in a world that is there`() throws {
        let admin = try Admin(auth: .enforced)
        let new = admin.emulator.respond(to: .get("/__world/a" + Self.seats))
        #expect(admin.call("PUT", "/__admin/worlds/a").hasPrefix("201 "))
        #expect(new.text == admin.emulator.respond(to: .get("/__world/a" + Self.seats)).text)
        #expect(new.status == 401)
    }

    @Test func `of the control plane makes no world`() throws {
        var settings = Settings()
        settings.adminToken = "hush"
        let admin = try Admin(settings)
        let token = [("Authorization", "Bearer hush")]
        for index in 0..<20 {
            let base = "/__world/e\(index)/__admin"
            #expect(admin.get(base + "/export").hasPrefix("401 "))
            #expect(admin.get(base + "/export", [("Authorization", "Bearer h")]).hasPrefix("401 "))
            let crossSite = token + [("Origin", "http://evil.example")]
            #expect(admin.call("POST", base + "/reset", "", crossSite).hasPrefix("403 "))
            #expect(admin.call("PUT", base + "/clock", #"{"scale":"x"}"#, token).hasPrefix("400 "))
            #expect(admin.call("PUT", base + "/clock", "{", token).hasPrefix("400 "))
            #expect(admin.call("PUT", base + "/quirks", #"{"x":"y"}"#, token).hasPrefix("400 "))
            #expect(admin.call("PUT", base + "/seed", "", token).hasPrefix("400 "))
            #expect(admin.call("POST", base + "/faults", "{}", token).hasPrefix("400 "))
            #expect(
                admin.call("POST", base + "/requests/find", #"{"x":1}"#, token).hasPrefix("400 "))
            #expect(admin.get(base + "/requests?limit=x", token).hasPrefix("400 "))
            #expect(admin.get(base + "/nothing", token).hasPrefix("404 "))
            #expect(admin.call("DELETE", base + "/rules", "", token).hasPrefix("405 "))
            #expect(admin.get("/__world/e\(index)/healthz").hasPrefix("200 "))
            #expect(admin.get("/__world/e\(index)/nothing").hasPrefix("404 "))
        }
        #expect(worlds(admin, token) == ["default"])
        #expect(admin.get("/__world/a/__admin/rules", token).hasPrefix("200 "))
        #expect(worlds(admin, token) == ["default", "a"])
        // Nor is a world there again that has been dropped from inside.
        #expect(admin.call("DELETE", "/__world/a/__admin/worlds/a", "", token) == "204 ")
        #expect(worlds(admin, token) == ["default"])
    }

    @Test func `under another name makes no world`() throws {
        let admin = try Admin()
        let rebound = [("Host", "rebound.example")]
        #expect(admin.get("/__world/e/__admin/clock", rebound).hasPrefix("403 "))
        #expect(worlds(admin) == ["default"])
    }

    @Test(
        arguments: [
            ("PUT", "/__admin/seed", "{", "422"), ("PUT", "/__admin/seed", #"{"x":1}"#, "422"),
            ("POST", "/__admin/seed", "[]", "422"),
            ("POST", "/__admin/seed", #"{"faults":[{}]}"#, "422"),
            ("PUT", "/__admin/seed", "", "400"), ("GET", "/__admin/snapshots/x", "", "404"),
            ("DELETE", "/__admin/snapshots/x", "", "404"),
            ("POST", "/__admin/snapshots/x/restore", "", "404"),
            ("GET", "/__admin/faults/x", "", "404"), ("DELETE", "/__admin/faults/x", "", "404"),
            ("PUT", "/__admin/clock", "{", "400"),
            (
                "PUT", "/__admin/clock", #"{"now":"9999-12-31T00:00:00Z","advanceSeconds":1e9}"#,
                "400"
            ),
            ("POST", "/__admin/traversals/verify", "{}", "409"),
            ("GET", "/__admin/traversals/7", "", "404"), ("GET", "/__admin/requests/7", "", "404"),
            ("DELETE", "/__admin/data/users?userName=x@y.z", "", "404"),
            ("PUT", "/__admin/quirks", #"{"x":"y"}"#, "400"),
            ("GET", "/__admin/requests?color=red", "", "400"),
            ("POST", "/__admin/requests/find", "{", "400"),
        ])
    func `of what there is not, or with content that is none, makes no world`(
        method: String, target: String, content: String, status: String
    ) throws {
        let admin = try Admin()
        #expect(admin.call(method, "/__world/a" + target, content).hasPrefix(status))
        #expect(worlds(admin) == ["default"])
    }

    @Test func `for an added seed makes the world once it is loaded`() throws {
        let admin = try Admin()
        let seed = #"{"faults":[{"do":{"status":503}}]}"#
        for _ in 1...2 {
            #expect(admin.call("POST", "/__world/a/__admin/seed", seed).hasPrefix("200 "))
        }
        #expect(admin.call("PUT", "/__world/b/__admin/seed", seed).hasPrefix("200 "))
        #expect(worlds(admin) == ["default", "a", "b"])
        #expect(admin.get("/__world/a/__admin/faults").matches(of: /"id":/).count == 2)
        #expect(admin.get("/__world/b" + Self.seats) == admin.get("/__world/b" + Self.seats))
    }

    @Test func `for a fault that is none makes no world`() throws {
        let admin = try Admin()
        #expect(
            admin.get("/__world/e" + Self.seats, [("X-Seatfiller-Fault", "x")]).hasPrefix("400 "))
        #expect(worlds(admin) == ["default"])
        // What is asked in a world makes it, be it there or not.
        #expect(admin.get("/__world/a/V1/Users/nobody@contoso.com/Seats").hasPrefix("404 "))
        #expect(worlds(admin) == ["default", "a"])
    }
}

@Suite struct `A credential` {
    @Test(
        arguments: [
            "Bearer abc~de/f", "Bearer a~b==", "Bearer a~", "Bearer ~", "Bearer a~b c",
            "Bearer a~\(String(repeating: "x", count: 65))", "Bearer a~b+c", "Bearer a~ü",
            "Basic YX4vOnM=", "a~b", "Negotiate a~b", "Bearer", "",
        ])
    func `whose end can be no name of a world is just a credential`(credential: String) throws {
        let admin = try Admin()
        _ = admin.call("POST", Admin.assign)
        #expect(admin.bob("", [("Authorization", credential)]) == Admin.two)
        #expect(admin.get("/__admin/worlds").matches(of: /"name"/).count == 1)
    }

    @Test func `of a client whose end can be no name is the client's own`() throws {
        let admin = try Admin()
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let answer = admin.call(
            "POST", "/connect/token", "grant_type=client_credentials&client_id=me~a%20b", form)
        #expect(answer.hasPrefix("200 "))
        #expect(admin.get("/__admin/worlds").matches(of: /"name"/).count == 1)
    }

    @Test(arguments: ["hush~a", "~a", "hush~a/b", "hush~"])
    func `that is the control plane's token selects nothing`(token: String) throws {
        var settings = Settings()
        settings.adminToken = token
        let admin = try Admin(settings)
        let headers = [("Authorization", "Bearer \(token)")]
        #expect(admin.call("PUT", "/__admin/clock", #"{"scale":2}"#, headers).hasPrefix("200 "))
        let inside = admin.get("/__world/b/__admin/clock", headers)
        #expect(admin.get("/__admin/clock", headers).contains(#""scale":2.0"#))
        #expect(inside.contains(#""scale":1.0"#))
        let worlds = admin.get("/__admin/worlds", headers)
        #expect(worlds.matches(of: /"name":"(\w+)"/).map { $0.1 } == ["default", "b"])
        // Another one that ends alike is a client's.
        _ = admin.bob("", [("Authorization", "Bearer other~a")])
        #expect(admin.get("/__admin/worlds", headers).contains(#""name":"a""#))
    }
}
