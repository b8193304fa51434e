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
            (
                #"{"keys":["user","password"],"values":["ann","hush"]}"#,
                #"{"keys":["user","password"],"values":["ann","[redacted]"]}"#
            ),
            (
                #"{"values":["hush"],"keys":["password"],"b":["c"]}"#,
                #"{"values":["[redacted]"],"keys":["password"],"b":["c"]}"#
            ),
            (
                #"{"fields":["pin","b"],"row":[7,8],"c":["d"]}"#,
                #"{"fields":["pin","[redacted]"],"row":["[redacted]",8],"c":["d"]}"#
            ),
            (
                #"{"names":"user,password","values":"ann,hush"}"#,
                #"{"names":"user,password","values":"[redacted]"}"#
            ),
            (
                #"["mysql","-p","hush"]"#, #"["mysql","-p","[redacted]"]"#
            ),
            ("keys: [user, password]\nvalues: [ann, hush]", "keys: [user, [redacted]"),
            (#"{"keys":["password"],"values":["hush"]"#, #"{"keys":["[redacted]"#),
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
            #"{"scopes":["read","token"],"users":["ann","bob"]}"#,
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
            ("mysql -u ann -p hush", "mysql -u ann [redacted]"),
            ("mysql -uann -phush a", "mysql -uann [redacted]"),
            ("sshpass -p 'hush' ssh", "sshpass [redacted]"), ("unzip -P hush", "unzip [redacted]"),
            ("plink -pw hush", "plink [redacted]"), ("a -p", "a -p"),
            ("curl -u ann:hush https://x/", "curl [redacted]"),
            ("curl -u ann https://x", "curl -u ann https://x"),
            ("a-p b -print c", "a-p b -print c"),
            ("-----BEGIN PRIVATE KEY-----hush", "-----BEGIN[redacted]"),
            ("-----BEGIN RSA PRIVATE KEY----- hush", "-----BEGIN[redacted]"),
            ("-----BEGIN PGP PRIVATE KEY BLOCK-----hush", "-----BEGIN[redacted]"),
            ("-----BEGIN PUBLIC PART-----MIIB", "-----BEGIN PUBLIC PART-----MIIB"),
            ("CREATE USER ann IDENTIFIED BY 'hush'", "CREATE USER ann IDENTIFIED[redacted]"),
            ("alter user ann identified by hush", "alter user ann identified[redacted]"),
            ("GRANT a TO b IDENTIFIED WITH c AS 'hush'", "GRANT a TO b IDENTIFIED[redacted]"),
            ("CREATE ROLE ann PASSWORD 'hush'", "CREATE ROLE ann [redacted]"),
            ("ALTER USER ann IDENTIFIED  BY 'hush'", "ALTER USER ann IDENTIFIED[redacted]"),
            ("INSERT INTO a (b, password) VALUES ('c', 'hush')", "INSERT INTO a (b, [redacted]"),
            ("INSERT INTO tokens SELECT 1", "INSERT INTO tokens SELECT 1"),
            ("curl -uann:hush x", "curl [redacted]"), ("7z a -phush b", "7z a [redacted]"),
            ("rows are identified by their ids", "rows are identified by their ids"),
            ("eyJhbGciOiJub25lIn0.eyJhIjoxfQ.hush", "[redacted]"),
            ("it is eyJhbGciOiJub25lIn0.eyJhIjoxfQ.", "it is [redacted]"),
            ("see eyJ.txt", "see eyJ.txt"),
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
            ("/p?a=eyJh.eyJi.hush&b=2", "/p?a=[redacted]&b=2"),
            ("/p/eyJh.eyJi.hush", "/p/[redacted]"),
            ("/p?eyJh.eyJi.hush", "/p?[redacted]"),
            ("/p?a=mysql+-p+hush&b=2", "/p?a=mysql+[redacted]&b=2"),
            ("/p?keys[]=password&values[]=hush", "/p?keys[]=password&values[]=[redacted]"),
        ])
    func `is left out of a target`(raw: String, expected: String) {
        #expect(Redaction.target(Target(raw)) == expected)
    }

    @Test func `is left out of a field that begins with the scheme of credentials`() throws {
        #expect(try Self.field("X-Upstream", "Basic hush") == "Basic [redacted]")
        #expect(try Self.field("X-Upstream", "Negotiate hush=") == "Negotiate [redacted]")
    }

    @Test(
        arguments: [
            (
                "<a><n>user</n><s>ann</s><n>password</n><s>hush</s></a>",
                "<a><n>user</n><s>ann</s><n>[redacted]"
            ),
            ("<n>Client secret</n>\n\t<string>hush</string>", "<n>Client [redacted]"),
            ("<tr><td>password</td><td class='a'>hush</td></tr>", "<tr><td>[redacted]"),
            ("&lt;n&gt;password&lt;/n&gt;&lt;string&gt;hush", "&lt;n&gt;[redacted]"),
            ("<dict><key>password</key><string>hush</string></dict>", "<dict><[redacted]"),
            ("<n>password</n>", "<n>password</n>"), ("<p>No token</p>", "<p>No token</p>"),
            ("<p>No token</p></div><p>", "<p>No token</p></div><p>"),
        ])
    func `is left out of the element behind its name`(text: String, expected: String) throws {
        #expect(Self.content(text) == expected)
        #expect(
            Self.content(#"{"a":"\#(text.replacing("\n", with: "").replacing("\t", with: ""))"}"#)
                == #"{"a":"\#(expected)"}"#)
    }

    @Test func `is the private part of a JSON web key`() {
        #expect(
            Self.content(#"{"keys":[{"kty":"RSA","n":"a","d":"hush","k":"hush"}],"d":"b"}"#)
                == #"{"keys":[{"kty":"RSA","n":"a","d":"[redacted]","k":"[redacted]"}],"d":"b"}"#)
    }

    @Test(arguments: ["eyJh.eyJi.hush", "eyJh..c.d.hush"])
    func `is a token of its own, under whatever name`(token: String) throws {
        #expect(Self.content(token) == "[redacted]")
        #expect(Self.content(#"{"a":"\#(token)"}"#) == #"{"a":"[redacted]"}"#)
        #expect(try Self.field("X-Note", token) == "[redacted]")
        #expect(Redaction.text(token) == "[redacted]")
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
