import Emulation
import HTTP
import HTTPTypes
import Testing

@Suite struct `A secret among others` {
    private static func field(_ name: String, _ value: String) throws -> String {
        Redaction.value(of: HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }

    private static func content(_ text: String) -> String {
        let request = Request(.post, "/", body: Array(text.utf8))
        return String(decoding: Redaction.content(of: request, atMost: 8192).text, as: UTF8.self)
    }

    @Test(
        arguments: [
            (#"["client_secret","hush"]"#, #"["client_secret","[redacted]"]"#),
            (#"["a","pin",1,{"b":"hush"}]"#, #"["a","pin","[redacted]","[redacted]"]"#),
            (
                #"{"headers":[["Accept","a"],["X-Api-Key","hush"]]}"#,
                #"{"headers":[["[redacted]","a"],["X-Api-Key","[redacted]"]]}"#
            ),
            (
                #"[["user","password"],["bob","hush-password"]]"#,
                #"[["user","password"],["bob","[redacted]"]]"#
            ),
            (
                #"[["user","password"],["bob","hush"],["ann","hush"]]"#,
                #"[["user","password"],["bob","[redacted]"],["ann","[redacted]"]]"#
            ),
            (
                #"{"rows":[["a","hush"]],"columns":["user","password"],"b":["c","d"]}"#,
                #"{"rows":[["a","[redacted]"]],"columns":["user","password"],"b":["c","d"]}"#
            ),
            (
                #"{"columns":[{"name":"user"},{"name":"password"}],"rows":[["a","hush"]]}"#,
                #"{"columns":[{"name":"user"},{"name":"password"}],"rows":[["a","[redacted]"]]}"#
            ),
            (#"{"a":"[\"password\",\"hush\"]"}"#, #"{"a":"[\"password\",\"[redacted]\"]"}"#),
            (#"["client_secret","hush""#, #"["[redacted]"#),
            (#"[["user","password"],["bob","hush"]"#, #"[["user","[redacted]"#),
            ("a: [client_secret, hush]", "a: [[redacted]"),
            (#"array("password", "hush")"#, #"array("[redacted]"#),
        ])
    func `is left out of arrays and tables`(text: String, expected: String) {
        #expect(Self.content(text) == expected)
    }

    @Test(
        arguments: [
            #"{"users":["token@contoso.com","ann@contoso.com"]}"#, #"{"a":["password"],"b":["c"]}"#,
            #"{"grant_type":"password","username":"ann""#, "the (token, the password)",
        ])
    func `is in no array that names none`(text: String) {
        #expect(Self.content(text) == text)
    }

    @Test(
        arguments: [
            "client_secret[]", "client_secret[0]", "client_secret[a]", #"pass\word"#,
            #"pass\x77ord"#, #"cl\ient_sec\ret"#,
        ])
    func `is left out of texts however its name is written`(name: String) throws {
        for (before, after) in [
            ("{\"a\":1}\n{\"", "\":\"hush\"}"), ("{a:1,'", "':'hush'}"), ("a: 1\n\"", "\": hush"),
            ("[a]\n", " = hush"),
            ("--b\r\nContent-Disposition: form-data; name=\"", "\"\r\n\r\nhush\r\n--b--"),
        ] {
            #expect(Self.content(before + name + after) == before + "[redacted]")
        }
        #expect(try Self.field("Referer", "https://x/?\(name)=hush") == "https://x/?[redacted]")
    }

    @Test(
        arguments: [
            ("Bearer hush", "Bearer [redacted]"), ("DPoP  hush", "DPoP  [redacted]"),
            ("curl -H 'X-A: Basic aHVzaDpodXNo'", "curl -H 'X-A: Basic [redacted]"),
            ("Basic plan", "Basic plan"), ("Digest of the week", "Digest of the week"),
            ("https://user:hush@host/a", "https://[redacted]"),
            ("ftp://hush@host", "ftp://[redacted]"),
            ("https://user:%2Fhush@host", "https://[redacted]"),
            ("https://x:80/bob@contoso.com", "https://x:80/bob@contoso.com"),
            ("https://x/V1/Users/bob@contoso.com", "https://x/V1/Users/bob@contoso.com"),
            ("mailto:bob@contoso.com", "mailto:bob@contoso.com"),
            ("login --password hush", "login [redacted]"), ("a --token", "a --token"),
            ("machine x login y password hush", "machine x login y [redacted]"),
        ])
    func `is known by its form, or by what stands before it`(text: String, expected: String) throws
    {
        #expect(Self.content(text) == expected)
        #expect(Self.content(#"{"a":"\#(text)"}"#) == #"{"a":"\#(expected)"}"#)
        #expect(Self.content(#"["\#(text)"]"#) == #"["\#(expected)"]"#)
        #expect(try Self.field("X-Note", "'" + text) == "'" + expected)
    }

    @Test(
        arguments: [
            ("/p?a=Bearer%20hush&b=2", "/p?a=[redacted]&b=2"),
            ("/p?a=Bearer+hush&b=2", "/p?a=Bearer+[redacted]&b=2"),
            ("/p?a=https%3A%2F%2Fuser%3Ahush%40host%2F", "/p?a=[redacted]"),
            ("/p?a=https://user:hush@host/", "/p?a=https://[redacted]"),
            ("/p/Bearer%20hush", "/p/[redacted]"), ("/p?a=--password%20hush", "/p?a=[redacted]"),
            ("/p?a=machine+x+login+y+password+hush", "/p?a=machine+x+login+y+[redacted]"),
            ("/p?a=DPoP%20%24hush", "/p?a=[redacted]"),
        ])
    func `is left out of a target`(raw: String, expected: String) {
        #expect(Redaction.target(Target(raw)) == expected)
    }

    @Test func `is left out of a field that begins with the scheme of credentials`() throws {
        #expect(try Self.field("X-Upstream", "Basic hush") == "Basic [redacted]")
        #expect(try Self.field("X-Upstream", "Negotiate hush=") == "Negotiate [redacted]")
    }

    @Test func `is left out of a broken URL`() {
        #expect(Self.content(#"{"a":"https:\/\/user:hush@host"#) == #"{"a":"https:\/\/[redacted]"#)
    }

    @Test func `is neither true nor false`() {
        let json = #"{"forceChangePasswordNextSignIn":true,"password":null}"#
        #expect(Self.content(json) == json)
    }

    @Test func `is no key beside a value, which is its name`() {
        let json = #"{"key":"color","value":"red"}"#
        #expect(Self.content(json) == json)
    }
}
