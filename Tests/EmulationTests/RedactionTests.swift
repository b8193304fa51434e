import Emulation
import Foundation
import HTTP
import HTTPTypes
import Testing

@Suite struct `A secret` {
    /// In no spelling is it left.
    private static let secret = "hush-Hush.1"

    private static func target(_ raw: String) -> String { Redaction.target(Target(raw)) }

    private static func field(_ name: String, _ value: String) throws -> String {
        Redaction.value(of: HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }

    private static func content(_ text: String, as type: String?, atMost most: Int = 8192) -> String
    {
        content(Array(text.utf8), as: type, atMost: most)
    }

    private static func content(
        _ bytes: [UInt8], as type: String?, encoding: String? = nil, atMost most: Int = 8192
    ) -> String {
        var request = Request(.post, "/", body: bytes)
        request.headerFields[.contentType] = type
        request.headerFields[.contentEncoding] = encoding
        return String(decoding: Redaction.content(of: request, atMost: most).text, as: UTF8.self)
    }

    // MARK: Names

    private static let names = [
        "client_secret", "password", "access_token", "refresh_token", "id_token", "assertion",
        "client_assertion", "code", "code_verifier", "api_key", "subscription-key", "sig", "jwt",
        "sessionId", "SAMLResponse", "credentials", "passwd", "pwd", "token", "key",
    ]

    /// A name as clients, and those who look for holes, write it.
    private static func spellings(of name: String) -> [String] {
        let camel = name.split(whereSeparator: { "_-".contains($0) }).map(\.capitalized).joined()
        let escaped = name.utf8.map { "%" + String($0, digits: 2, radix: 16) }.joined()
        return [
            name, name.uppercased(), camel, name.replacing("_", with: "%5F"),
            name.replacing("_", with: "%5f"), name.replacing("_", with: "-"),
            name.replacing("_", with: "+"), name.replacing("_", with: "."), escaped,
            escaped.uppercased(), escaped.replacing("%", with: "%25"), " \(name)", "x[\(name)]",
            "\u{FEFF}\(name)",
        ]
    }

    @Test(arguments: names)
    func `is left out of a query and of a form however its name is written`(name: String) {
        for spelling in Self.spellings(of: name) {
            for value in ["hush-Hush.1", "hu%73h-Hush.1", "hush-Hush.1=", "", "hush+Hush"] {
                let item = "\(spelling)=\(value)"
                let expected = "a=1&\(spelling)=[redacted]&b=2"
                #expect(Self.target("/p?a=1&\(item)&b=2") == "/p?" + expected)
                let form = Self.content("a=1&\(item)&b=2", as: "Application/X-WWW-form-urlencoded")
                #expect(form == expected)
            }
        }
    }

    @Test(
        arguments: [
            "continuationToken", "maxResults", "productId", "productKey", "client_id", "grant_type",
            "client_assertion_type", "token_type", "x-ms-continuationtoken", "username", "scope",
            "country", "countryCode", "design", "passenger", "secretary", "Idempotency-Key",
            "licenseAssignedStatus", "ping", "author", "monday",
        ])
    func `is not everything that has a name`(name: String) {
        let (query, json) = ("/p?\(name)=1&b=2", #"{"\#(name)": "1", "b": 2}"#)
        #expect(Self.target(query) == query)
        #expect(Self.content(json, as: "application/json") == json)
        #expect(Self.content("\(name)=1\nb=2", as: "text/plain") == "\(name)=1\nb=2")
    }

    // MARK: Fields

    @Test(
        arguments: [
            ("Authorization", "Bearer hush", "Bearer [redacted]"),
            ("authorization", "bearer  hush hush", "bearer [redacted]"),
            ("AUTHORIZATION", "Basic aHVzaDpodXNo", "Basic [redacted]"),
            ("Authorization", "Bearer\thush", "Bearer [redacted]"),
            ("Authorization", "Bearer", "Bearer"),
            ("Authorization", "hush", "[redacted]"), ("Authorization", "hush hush", "[redacted]"),
            ("Authorization", "Bearerhush hush", "[redacted]"), ("Authorization", "", "[redacted]"),
            ("Proxy-Authorization", "Basic hush", "Basic [redacted]"),
            ("X-Authorization", "Bearer hush", "Bearer [redacted]"),
            ("X-Forwarded-Access-Token", "hush", "[redacted]"), ("Cookie", "a=hush", "[redacted]"),
            ("Set-Cookie", "a=hush", "[redacted]"), ("X-Api-Key", "hush", "[redacted]"),
            ("api-key", "hush", "[redacted]"), ("ApiKey", "hush", "[redacted]"),
            ("Ocp-Apim-Subscription-Key", "hush", "[redacted]"),
            ("x-functions-key", "hush", "[redacted]"), ("X-Auth-Token", "hush", "[redacted]"),
            ("X-Auth", "hush", "[redacted]"), ("X-CSRF-Token", "hush", "[redacted]"),
            ("Client-Secret", "hush", "[redacted]"), ("X-Amz-Signature", "hush", "[redacted]"),
            ("Referer", "https://x/?a=1&access_token=hush", "https://x/?a=1&[redacted]"),
            ("Referer", "https://x/?q=access%5Ftoken%3Dhush", "https://x/?q=[redacted]"),
            ("X-Original-URL", "/p?code=hush&a=1", "/p?[redacted]"),
            ("X-Note", "password: hush", "[redacted]"),
            ("X-Json", #"{"client_secret":"hush"}"#, #"{"[redacted]"#),
        ])
    func `is left out of a field, but for the scheme of credentials`(
        name: String, value: String, expected: String
    ) throws {
        #expect(try Self.field(name, value) == expected)
    }

    @Test(
        arguments: [
            ("Host", "127.0.0.1:7328"), ("Accept", "application/json;q=0.9, */*;q=0.1"),
            ("User-Agent", "python-requests/2.32 (token; password)"),
            ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("Access-Control-Request-Headers", "authorization, content-type"),
            ("X-Seatfiller-World", "test-17"), ("X-Seatfiller-Fault", "connection=EMPTY_RESPONSE"),
            ("Referer", "https://x/?grant_type=password"),
            ("X-MS-ContinuationToken", "abc"), ("Date", "Tue, 01 May 2018 12:00:00 GMT"),
        ])
    func `is no field that tells of none`(name: String, value: String) throws {
        #expect(try Self.field(name, value) == value)
    }

    // MARK: Targets

    @Test(
        arguments: [
            ("/p??client_secret=hush", "/p??client_secret=[redacted]"),
            ("/p?client_secret=hu&sh", "/p?client_secret=[redacted]&[redacted]"),
            (
                "/p?client_secret=a&client_secret=b",
                "/p?client_secret=[redacted]&client_secret=[redacted]"
            ),
            ("/p?client_secret%3Dhush", "/p?[redacted]"),
            ("/p?client_secret:hu=sh", "/p?[redacted]"),
            ("/p?a=1;client_secret=hush&b=2", "/p?a=1;[redacted]&b=2"),
            ("/p?to=http%3A%2F%2Fx%3Fpassword%3Dhush&b=2", "/p?to=[redacted]&b=2"),
            ("/p?to=%257B%2522password%2522%253A%2522hush", "/p?to=[redacted]"),
            ("/p;password=hush/q?a=1", "/p;[redacted]?a=1"), ("/p/token%3Dhush", "/p/[redacted]"),
            ("/p?client_secret", "/p?client_secret"), ("/p?=password", "/p?=password"),
        ])
    func `is left out of a target wherever it stands`(raw: String, expected: String) {
        #expect(Self.target(raw) == expected)
    }

    @Test(
        arguments: [
            "/connect/token", "/V1/Users/secretary%40contoso.com/Seats",
            "/V1/Users/token%40contoso.com/Seats?continuationToken=AQ-_&maxResults=2",
            "/V1/Users/a%20password/Seats?grant_type=password&b", "/t/oauth2/v2.0/token?", "*", "",
            "/%", "/?%=%", "/?&&=&",
        ])
    func `is no target that tells of none`(raw: String) {
        #expect(Self.target(raw) == raw)
    }

    @Test func `is left out of a parameter of a path`() {
        #expect(Redaction.text("ann@contoso.com") == "ann@contoso.com")
        #expect(Redaction.text("ann;password=hush") == "ann;[redacted]")
    }

    // MARK: Content

    @Test(arguments: names)
    func `is left out of JSON however its name is written`(name: String) {
        let escaped = name.utf16.map { "\\u" + String($0, digits: 4, radix: 16) }.joined()
        for spelling in Self.spellings(of: name) + [escaped] {
            for value in [#""hush-Hush.1""#, "7", #"["hush-Hush.1"]"#, #"{"a":"hush-Hush.1"}"#] {
                let json = #"{"a":1,"b":[{"\#(spelling)":\#(value)}],"c":"d"}"#
                for type in [
                    "application/json", "text/plain", nil, "application/x-www-form-urlencoded",
                ] {
                    let shown = Self.content(json, as: type)
                    #expect(shown.hasPrefix(#"{"a":1,"b":[{""#))
                    #expect(shown.hasSuffix(#"":"[redacted]"}],"c":"d"}"#))
                }
            }
        }
    }

    @Test(
        arguments: [
            // Declared as something else.
            ("a=1&client_secret=hush&b=2", "application/json", "a=1&[redacted]"),
            ("a=1&client_secret=hush&b=2", nil, "a=1&[redacted]"),
            // No JSON.
            (#"{"a":1,"client_secret":"hush""#, "application/json", #"{"a":1,"[redacted]"#),
            (#"{a:1,client_secret:'hu,sh'}"#, "application/json", "{a:1,[redacted]"),
            (#"{"a":1,"client\u005fs\u0065cret":"hush""#, nil, #"{"a":1,"[redacted]"#),
            (#"{"a":"{\"password\":\"hush\"}"}"#, nil, #"{"a":"{\"password\":\"[redacted]\"}"}"#),
            (#"{"a":"b=1&password=hush"}"#, nil, #"{"a":"b=1&[redacted]"}"#),
            (#""password=hush""#, nil, #""[redacted]""#),
            (
                #"{"password":"a","password":"b"}"#, nil,
                #"{"password":"[redacted]","password":"[redacted]"}"#
            ),
            // Forms.
            (
                "client_secret=hu&sh&b=2", "application/x-www-form-urlencoded",
                "client_secret=[redacted]&[redacted]&b=2"
            ),
            (
                "client_secret = hush", "application/x-www-form-urlencoded",
                "client_secret =[redacted]"
            ),
            (
                "\r\nclient_secret=hush", "application/x-www-form-urlencoded",
                "\r\nclient_secret=[redacted]"
            ),
            ("client_secret%3Dhush=x", "application/x-www-form-urlencoded", "[redacted]"),
            (
                "user,password\nann,hush==\n", "application/x-www-form-urlencoded",
                "user,[redacted]"
            ),
            (
                #"a={"password":"hu&sh"}"#, "application/x-www-form-urlencoded",
                #"a={"[redacted]&[redacted]"#
            ),
            // Anything else.
            (
                "--b\r\nContent-Disposition: form-data; name=\"client_secret\"\r\n\r\nhu&sh\r\n--b--",
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"[redacted]"
            ),
            (
                "--b\r\nContent-Disposition: form-data; name=client%5Fsecret; a=b\r\n\r\nhu&sh\r\n--b--",
                "application/x-www-form-urlencoded",
                "--b\r\nContent-Disposition: form-data; name=[redacted]"
            ),
            ("<a><Password>hush</Password></a>", "text/xml", "<a><[redacted]"),
            ("a: 1\npassword:\n  hush", "application/yaml", "a: 1\n[redacted]"),
            ("user,password\nann,hush", "text/csv", "user,[redacted]"),
            // XML.
            ("<a><client_secret id=\"1\">hush</a>", "text/xml", "<a><[redacted]"),
            ("<a><x:client_secret\tid='1'>hush</a>", "text/xml", "<a><x:[redacted]"),
            ("<a><client_secret\n id='1'\n>hush</a>", nil, "<a><[redacted]"),
            ("<a><Password <![CDATA[hush]]>", nil, "<a><[redacted]"),
            ("<a><Password><![CDATA[hush]]></Password>", nil, "<a><[redacted]"),
            ("<a b=\"1\" password='hush'/>", nil, "<a b=\"1\" [redacted]"),
            ("&lt;x:password id=&quot;1&quot;&gt;hush", nil, "&lt;x:[redacted]"),
            ("&lt;a&gt;&lt;password&gt;hush", nil, "&lt;a&gt;&lt;[redacted]"),
            ("{&quot;password&quot;:&quot;hush", nil, "{&quot;[redacted]"),
            (#"{"a":"<password id='1'>hush"}"#, nil, #"{"a":"<[redacted]"}"#),
            (#"{"a":"&lt;password&gt;hush"}"#, nil, #"{"a":"&lt;[redacted]"}"#),
            (#"{"a":1,"b":"\u003cpassword id='1'\u003ehush"#, nil, #"{"a":1,"b":"[redacted]"#),
            // Comments.
            (#"{a:1,"password"/**/:"hush"}"#, nil, #"{a:1,"[redacted]"#),
            ("{a:1,\"password\" /* : */ // x\n : 'hush'}", nil, "{a:1,\"[redacted]"),
            ("{a:1,\"password\" // x\n : 'hush'}", nil, "{a:1,\"[redacted]"),
            ("{a:1,password # x\n : 'hush'}", nil, "{a:1,[redacted]"),
            ("{a:1,password: /* x */ // y\n 'hush'}", nil, "{a:1,[redacted]"),
            (
                "{a:1,password /*\(String(repeating: " ", count: 9999))*/: 'hush'}", nil,
                "{a:1,[redacted]"
            ),
            // Escapes of lines.
            (#"{"a":1,"b":"\npwd: hush"#, nil, #"{"a":1,"b":"[redacted]"#),
        ] as [(String, String?, String)])
    func `is left out of content that cannot be taken apart`(
        text: String, type: String?, expected: String
    ) {
        #expect(Self.content(text, as: type) == expected)
    }

    @Test(
        arguments: [
            (
                #"[{"key":"password","value":"hush"},{"a":"b"}]"#,
                #"[{"key":"password","value":"[redacted]"},{"a":"b"}]"#
            ),
            (
                #"{"value":["hush"],"a":1,"Name":"client_s\u0065cret"}"#,
                #"{"value":"[redacted]","a":1,"Name":"client_secret"}"#
            ),
            (
                #"{"ParameterValue":"hush","parameterName":"DBPassword"}"#,
                #"{"ParameterValue":"[redacted]","parameterName":"DBPassword"}"#
            ),
            (
                #"{"type":"password","text":"hush","values":[{"hush":"hush"}],"val":1,"content":7}"#,
                #"{"type":"password","text":"[redacted]","values":"[redacted]","val":"[redacted]","#
                    + #""content":"[redacted]"}"#
            ),
            (#"{"a":"name=password&value=hush"}"#, #"{"a":"name=[redacted]"}"#),
            // No JSON.
            (#"{"name":"client_secret","value":"hush""#, #"{"name":"[redacted]"#),
            (#"{"a":1,"value":"hush","name":"client_secret""#, #"{"a":1,"[redacted]"#),
            (#"{a:1,value:'hush',key:'password'}"#, "{a:1,[redacted]"),
            (#"{value:'hush',name /* x */ : /* : */ 'password'}"#, "{[redacted]"),
            (
                #"{"a":1,"n\u0061me":"client\u005fsecret","value":"hush""#,
                #"{"a":1,"n\u0061me":"[redacted]"#
            ),
            ("a: 1\nvalue: hush\nkey: password", "a: 1\n[redacted]"),
            ("- value: hush\n  name: 'password'\n", "- [redacted]"),
            ("<p><value>hush</value><name>password</name></p>", "<p><[redacted]"),
            ("a: 1\nlabel: Client Secret, value: hush", "a: 1\nlabel: [redacted]"),
            ("{name:'form[code]',value:'hush'}", "{name:'[redacted]"),
            ("<add name='client_secret' value='hush'/>", "<add name='[redacted]"),
            ("<string name='password' lang='en'>hush</string>", "<string name='[redacted]"),
            (
                "--b\r\nContent-Disposition: form-data; name=\"value\"\r\n\r\nhush\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"name\"\r\n\r\npassword",
                "--b\r\nContent-Disposition: form-data; name=\"[redacted]"
            ),
            ("a=1&name=password&value=hush", "a=1&name=[redacted]"),
        ])
    func `is left out of a row that names it`(text: String, expected: String) {
        #expect(Self.content(text, as: "text/plain") == expected)
    }

    @Test(
        arguments: [
            ("a=1&key=password&value=hu%73h&b=2", "a=1&key=[redacted]&value=[redacted]&b=2"),
            ("v%61lue=hush&n%61me=p%61ssword&b=2", "v%61lue=[redacted]&n%61me=p%61ssword&b=2"),
            ("name=password&value=hu&sh&b=2", "name=password&value=[redacted]&[redacted]&b=2"),
        ])
    func `is left out of a query and of a form that name it in a value`(
        text: String, expected: String
    ) {
        #expect(Self.target("/p?" + text) == "/p?" + expected)
        #expect(Self.content(text, as: "application/x-www-form-urlencoded") == expected)
    }

    @Test(
        arguments: [
            #"{"name":"password"}"#, #"{"name":"Ann","value":"token"}"#,
            #"{"username":"password","text":"b"}"#, #"{"grant_type":"password","text":"b"}"#,
            "name=password&b=2", "grant_type=password&value=1", "<token/>", "<a><token /></a>: 1",
            "From: <token@contoso.com>", "/connect/token#a", "https://x/token//a",
            "<a name='password'/>",
        ])
    func `is in no row that names none or has no value`(text: String) {
        for type in ["application/json", "application/x-www-form-urlencoded", nil] {
            #expect(Self.content(text, as: type) == text)
        }
        #expect(Self.target("/p?" + text) == "/p?" + text)
    }

    @Test(
        arguments: [
            #"{"grant_type":"password", "username" : "password"}"#,
            "grant_type=password&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "I forgot my password, and the token", #"{"usernames":["secretary@x.com"]}"#, "{",
            "\0\u{FFFD}",
        ])
    func `is no content that tells of none`(text: String) {
        for type in ["application/json", "application/x-www-form-urlencoded", nil] {
            #expect(Self.content(text, as: type) == text)
        }
    }

    @Test func `is left out of text in UTF-16, said or unsaid`() {
        let form = "a=1&client_secret=hush&b=2"
        for (isBig, mark) in [(false, [0xFF, 0xFE]), (true, [0xFE, 0xFF])] as [(Bool, [UInt8])] {
            let bytes = form.utf16.flatMap { unit -> [UInt8] in
                let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
                return isBig ? pair : pair.reversed()
            }
            let type = "application/x-www-form-urlencoded"
            #expect(Self.content(mark + bytes, as: type) == "a=1&client_secret=[redacted]&b=2")
            for type in [type, "application/json", nil] {
                let shown = Self.content(bytes, as: type)
                #expect(shown.contains("[redacted]"))
                #expect(!shown.replacing("\0", with: "").contains("hush"))
            }
        }
    }

    @Test func `is left out of content that is coded, which nobody looks into`() {
        #expect(
            Self.content(Array("client_secret=hush".utf8), as: nil, encoding: "gzip")
                == "[redacted]")
    }

    @Test(
        arguments: [
            ("application/x-www-form-urlencoded", "a=1&client_secret=", "&b=2"),
            ("application/json", #"{"a":1,"client_secret":""#, #"","b":2}"#),
            ("text/plain", "client_secret: ", "\n"),
            ("application/json", #"{"a":1,"value":""#, #"","key":"password"}"#),
            ("text/plain", "a: 1\nvalue: ", "\nname: password\n"),
            ("application/x-www-form-urlencoded", "a=1&value=", "&name=password&b=2"),
        ])
    func `is left out wherever content is cut`(type: String, before: String, after: String) {
        let text = before + String(repeating: Self.secret, count: 3) + after
        for most in 0...text.utf8.count {
            let shown = Self.content(text, as: type, atMost: most)
            #expect(!shown.contains("h"), "\(shown)")
        }
    }
}
