import Foundation
import Seatfiller
import Testing

@Suite struct `A secret in the journal` {
    private static let secret = "hushHUSH0815"

    private struct Leak: CustomTestStringConvertible {
        let testDescription: String
        let target: String
        let headers: [(String, String)]
        let body: String
    }

    /// The ways in which a client may send it, one request each.
    private static let requests: [Leak] = {
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let json = [("Content-Type", "application/json")]
        let token = "/6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10/oauth2/token"
        var requests: [Leak] = []
        for (name, value) in [
            ("Authorization", "Bearer \(secret)"), ("authorization", secret),
            ("AUTHORIZATION", "bearer\t\(secret)"), ("Proxy-Authorization", "Digest \(secret)"),
            ("Cookie", "a=\(secret)"), ("X-Api-Key", secret), ("X-Auth-Token", secret),
            ("Referer", "http://x/?access_token=\(secret)"),
        ] {
            requests.append(
                Leak(
                    testDescription: name, target: "/V1/Inventory", headers: [(name, value)],
                    body: ""))
        }
        for name in [
            "client_secret", "client%5Fsecret", "CLIENT_SECRET", "%63lient_%73%65cret",
            "client+secret",
            "password", "access_token", "refresh_token", "assertion", "client_assertion", "code",
        ] {
            for target in ["/V1/Inventory", "/connect/token", token, "/partner/nothing"] {
                requests.append(
                    Leak(
                        testDescription: "\(name) in \(target)",
                        target: "\(target)?\(name)=\(secret)",
                        headers: form, body: "a=1&\(name)=\(secret)&\(name)=\(secret)"))
                requests.append(
                    Leak(
                        testDescription: "\(name) in JSON to \(target)", target: target,
                        headers: json,
                        body: #"{"\#(name)":"\#(secret)"}"#))
                requests.append(
                    Leak(
                        testDescription: "\(name) in what is neither to \(target)", target: target,
                        headers: json, body: "x=1&\(name)=\(secret)&"))
            }
        }
        return requests
    }()

    @Test func `is not there where a person signs in, or a seed says the password`() throws {
        let admin = try Admin()
        _ = admin.call(
            "POST", "/common/oauth2/token",
            "grant_type=password&client_id=x&username=ann@contoso.com&password=\(Self.secret)",
            [("Content-Type", "application/x-www-form-urlencoded")])
        _ = admin.call(
            "POST", "/V1/Inventory",
            #"{"users":[{"userName":"ann@contoso.com","password":"\#(Self.secret)"}]}"#,
            [("Content-Type", "application/json")])
        let journal = admin.get("/__admin/requests")
        #expect(journal.contains("username=ann@contoso.com&password=[redacted]"))
        #expect(journal.contains(#"\"userName\":\"ann@contoso.com\",\"password\":\"[redacted]\""#))
        #expect(!journal.contains(Self.secret))
    }

    @Test(arguments: requests)
    private func `is in no entry, whoever reads it`(request: Leak) throws {
        let admin = try Admin()
        _ = admin.call("POST", request.target, request.body, request.headers)
        let journal = try admin.emulator.worldEntries
        #expect(journal.count == 1)
        var texts = journal.map { "\($0)" }
        texts.append(admin.get("/__admin/requests"))
        texts.append(admin.get("/__admin/requests/await?operation=nothing&timeoutMs=0"))
        for query in [
            "{}", #"{"body":"nope"}"#, #"{"headers":{"authorization":"x","cookie":"x"}}"#,
            #"{"headers":{"proxy-authorization":"x","x-api-key":"x","x-auth-token":"x"}}"#,
            #"{"headers":{"referer":"x"},"path":"/nope"}"#,
            #"{"query":{"client_secret":"x","password":"x","access_token":"x","code":"x"}}"#,
        ] {
            texts.append(admin.call("POST", "/__admin/requests/find", query))
            texts.append(admin.call("POST", "/__admin/requests/count", query))
        }
        for text in texts { #expect(!text.lowercased().contains("hush"), "\(text)") }
        // Nor can it be guessed.
        for query in [
            #"{"body":"\#(Self.secret)"}"#,
            #"{"headers":{"authorization":"Bearer \#(Self.secret)"}}"#,
            #"{"headers":{"x-api-key":"\#(Self.secret)"}}"#, #"{"path":"*\#(Self.secret)*"}"#,
            #"{"query":{"client_secret":"\#(Self.secret)"}}"#,
        ] {
            #expect(
                admin.call("POST", "/__admin/requests/count", query).hasPrefix(#"200 {"count":0"#))
        }
        let query = #"{"headers":{"authorization":"Bearer [redacted]"}}"#
        let isBearer = request.headers.contains { $0.1.lowercased().hasPrefix("bearer") }
        #expect(
            admin.call("POST", "/__admin/requests/count", query).hasPrefix(
                #"200 {"count":\#(isBearer ? 1 : 0)"#))
    }

    @Test func `leaves the world of a token to be found`() throws {
        let admin = try Admin()
        _ = admin.bob("", [("Authorization", "Bearer \(Self.secret)~a")])
        let entries = admin.get("/__world/a/__admin/requests")
        #expect(entries.contains(#""world":"a""#))
        #expect(entries.contains(#""Authorization":"Bearer [redacted]""#))
    }
}

@Suite struct `What a request repeats` {
    private func asked() throws -> Admin {
        let admin = try Admin()
        _ = admin.get(
            "/V1/Inventory?licenseTypes=online&maxResults=1&licenseTypes=offline&LicenseTypes=x",
            [("X-Test", "a"), ("Accept", "text/plain"), ("x-test", "b, c"), ("X-TEST", "")])
        return admin
    }

    @Test func `is printed as one member with an array`() throws {
        let journal = try asked().get("/__admin/requests")
        #expect(
            journal.contains(
                """
                "query":{"licenseTypes":["online","offline"],"maxResults":"1","LicenseTypes":"x"},\
                "headers":{"X-Test":["a","b, c",""],"Accept":"text/plain"},"body":"",
                """))
    }

    @Test(
        arguments: [
            (#"{"query":{"licenseTypes":"offline"}}"#, 1),
            (#"{"query":{"licensetypes":"ONLINE"}}"#, 1),
            (#"{"query":{"LicenseTypes":"x"}}"#, 1),
            (#"{"query":{"licenseTypes":"online,offline"}}"#, 0),
            (#"{"query":{"licenseTypes":["offline","online"]}}"#, 1),
            (#"{"query":{"licenseTypes":["offline","y"]}}"#, 0),
            (#"{"query":{"maxResults":[1]}}"#, 1),
            (#"{"headers":{"x-test":"a"}}"#, 1), (#"{"headers":{"X-Test":"b, c"}}"#, 1),
            (#"{"headers":{"x-test":["a","b, c",""]}}"#, 1), (#"{"headers":{"x-test":""}}"#, 1),
            (#"{"headers":{"x-test":"a, b, c"}}"#, 0), (#"{"headers":{"x-other":""}}"#, 0),
        ])
    func `is found by each of its values`(query: String, count: Int) throws {
        let answer = try asked().call("POST", "/__admin/requests/count", query)
        #expect(answer.hasPrefix(#"200 {"count":\#(count)"#))
    }

    @Test func `is told as it is printed where it is not what is looked for`() throws {
        let query = #"{"query":{"licenseTypes":"both","nothing":"1"},"headers":{"accept":"x"}}"#
        #expect(
            try asked().call("POST", "/__admin/requests/count", query).hasSuffix(
                """
                "differences":[{"field":"query.licenseTypes","expected":"both",\
                "found":["online","offline","x"]},\
                {"field":"query.nothing","expected":"1","found":null},\
                {"field":"headers.accept","expected":"x","found":"text/plain"}]}]}
                """))
    }

    @Test func `is found by the name that is printed, also with a question mark too many`() throws {
        let admin = try Admin()
        _ = admin.get("/V1/Inventory??maxResults=1")
        #expect(admin.get("/__admin/requests").contains(#""query":{"?maxResults":"1"}"#))
        for name in ["?maxResults", "maxResults"] {
            let query = #"{"query":{"\#(name)":"1"}}"#
            #expect(
                admin.call("POST", "/__admin/requests/count", query).hasPrefix(#"200 {"count":1"#))
        }
    }
}

extension Emulator {
    fileprivate var worldEntries: [World.Journal.Entry] {
        get throws { try world("default").journal.entries }
    }
}
