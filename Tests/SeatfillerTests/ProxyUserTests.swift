import Foundation
import Seatfiller
import Testing

@Suite struct `The user of a proxy` {
    private static func basic(_ text: String, _ scheme: String = "Basic") -> (String, String) {
        ("Proxy-Authorization", "\(scheme) \(Data(text.utf8).base64EncodedString())")
    }

    private func worlds(_ admin: Admin) -> [String] {
        admin.get("/__admin/worlds").matches(of: /"name":"([^"]+)"/).map { String($0.1) }
    }

    @Test(arguments: [
        basic("test-17:x"), basic("test-17:"), basic("test-17"), basic("test-17:a:b", "bASIC"),
    ])
    func `is a world`(field: (String, String)) throws {
        let admin = try Admin()
        for target in [
            "http://bspmts.mp.microsoft.com/V1/Inventory", "/V1/Inventory", "http://a.example/",
        ] {
            _ = admin.get(target, [field])
        }
        #expect(worlds(admin) == ["default", "test-17"])
        let journal = admin.get("/__admin/requests", [field])
        #expect(journal.matches(of: /"world":"test-17"/).count == 3)
        #expect(admin.get("/__admin/requests").hasPrefix(#"200 {"requests":[]"#))
    }

    @Test func `comes behind the path and the header, and before the credential`() throws {
        let admin = try Admin()
        let user = Self.basic("user:x")
        let token = ("Authorization", "Bearer a~token")
        _ = admin.get("/V1/Inventory", [token, user])
        #expect(worlds(admin) == ["default", "user"])
        _ = admin.get("/V1/Inventory", [token, user, ("X-Seatfiller-World", "header")])
        #expect(worlds(admin) == ["default", "header", "user"])
        _ = admin.get(
            "/__world/path/V1/Inventory", [token, user, ("X-Seatfiller-World", "header")])
        #expect(worlds(admin) == ["default", "header", "path", "user"])
    }

    @Test(arguments: [
        (basic("a b:x"), "a b"), (basic(":x"), ""), (basic("a%2Db"), "a%2Db"),
        (basic("Domain\\user:x"), "Domain\\\\user"), (("Proxy-Authorization", "Basic ?"), ""),
        (("Proxy-Authorization", "Basic"), ""), (("Proxy-Authorization", "Basic /w=="), ""),
        (basic(String(repeating: "a", count: 65)), String(repeating: "a", count: 65)),
    ])
    func `that can be no world's name is refused`(field: (String, String), name: String) throws {
        let expected =
            #"400 {"type":"about:blank","title":"Bad Request","status":400,"#
            + #""detail":"'\#(name)' cannot be the name of a world.","code":"no-world-name","#
            + #""hint":"A name is 1 to 64 of A-Z a-z 0-9 . _ -"}"#
        let admin = try Admin()
        for target in ["/V1/Inventory", "http://bspmts.mp.microsoft.com/", "http://a.example/"] {
            #expect(admin.get(target, [field]) == expected)
        }
        #expect(admin.call("CONNECT", "bspmts.mp.microsoft.com:443", "", [field]) == expected)
        #expect(worlds(admin) == ["default"])
    }

    @Test(arguments: [
        ("Proxy-Authorization", "Negotiate dGVzdDp4"), ("Proxy-Authorization", "Bearer a~b"),
    ])
    func `is none of another scheme`(field: (String, String)) throws {
        let admin = try Admin()
        #expect(admin.get("/V1/Inventory", [field]).hasPrefix("200 "))
        #expect(worlds(admin) == ["default"])
    }

    @Test func `and the password are told to us alone`() throws {
        let admin = try Admin()
        let field = Self.basic("test-17:hush")
        _ = admin.get("/V1/Inventory", [field])
        _ = admin.get("http://a.example/", [field])
        let journal = admin.get("/__world/test-17/__admin/requests")
        #expect(
            journal.matches(of: /"query":\{\},("headers":\{[^}]*\})/).map { String($0.1) } == [
                #""headers":{}"#, #""headers":{"Host":"a.example"}"#,
            ])
        for text in ["hush", "Proxy-Auth", String(field.1.dropFirst(6))] {
            #expect(!journal.lowercased().contains(text.lowercased()))
        }
    }
}
