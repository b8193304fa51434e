import Emulation
import HTTP
import HTTPTypes
import Testing

@Suite struct `A secret that no name tells of` {
    private static func content(_ text: String, as type: String? = nil) -> String {
        var request = Request(.post, "/", body: Array(text.utf8))
        request.headerFields[.contentType] = type
        return String(decoding: Redaction.content(of: request, atMost: 8192).text, as: UTF8.self)
    }

    private static func field(_ name: String, _ value: String) throws -> String {
        Redaction.value(of: HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }

    /// A text in a member of JSON, in XML, in a form, in a query and in a field.
    private static func spellings(of text: String) throws -> [String] {
        let escaped = text.utf8.map { "%" + String($0, digits: 2, radix: 16) }.joined()
        let blanks = text.replacing("%", with: "%25").replacing("&", with: "%26").replacing(
            "+", with: "%2B"
        )
        .replacing(" ", with: "+").replacing("\n", with: "%0A")
        let string = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
        let entities = text.replacing("&", with: "&amp;").replacing("'", with: "&apos;")
            .replacing("\"", with: "&quot;")
        return [
            content(text), content(#"{"a":"\#(string)"}"#), content("<a>\(entities)</a>"),
            content("a=\(blanks)&b=2", as: "application/x-www-form-urlencoded"),
            Redaction.target(Target("/p?a=\(escaped)&b=2")),
            Redaction.target(Target("/p?a=\(blanks)")),
            try field("X-Note", text.replacing("\n", with: " ")),
        ]
    }

    @Test(
        arguments: [
            // Options of commands.
            "redis-cli -a hush", "redis-cli -h x -a 'hush' ping",
            #"C:\redis\redis-cli.exe -a hush"#,
            "/usr/bin/ldapsearch -x -D cn=ann -w hush -b x", "ldapsearch -whush",
            "ldapsearch -xw hush",
            "sshpass -p hush ssh x", "curl -su ann:hush https://x", "curl -u ann:hush https://x",
            "mysql -phush", "sqlcmd -U sa -Phush", "snmpget -A hush -X hush x",
            "openssl enc -k hush",
            "smbclient //s/x -U ann%hush", "keytool -list -storepass hush", "zip -P hush a",
            "command:\n  - redis-cli\n  - -a\n  - hush", #"CMD ["redis-cli", "-a", "hush"]"#,
            // SQL.
            "SET PASSWORD FOR ann = 'hush'", "set password for 'ann'@'%' = password('hush')",
            "ALTER ROLE ann PASSWORD 'hush'", "ALTER ROLE ann PASSWORD E'hush'",
            "ALTER ROLE ann PASSWORD $a$hush$a$", "SELECT OLD_PASSWORD('hush')",
            "IDENTIFIED BY 'hush'", "IDENTIFIED WITH mysql_native_password BY 'hush'",
            "IDENTIFIED VIA mysql_native_password USING 'hush'", "exec sp_password 'a', 'hush'",
            // Users without a scheme.
            "ann:hush@host", "//ann:hush@host/", "//:hush@host/", "db=ann:hush@db:5432/x",
            "user:hush@host", "user:hush@db.contoso.com:5432", "admin:hush@10.0.0.1",
            "user:p4hush@db.contoso.com", "ann:hush==@host", "ann:a:hush@host",
            "ann:hush@tcp(x:1)/db",
            "ann:hush@[::1]:1", "ann:hush@/db", "(ann:hush@host)", "ann@contoso.com:hush@host",
            // Keys.
            "-----BEGIN+RSA+PRIVATE+KEY-----+hush", "-----BEGIN+PRIVATE+KEY-----hush",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ---- hush", "Bearer+hush",
        ])
    func `is left out of whatever holds it`(text: String) throws {
        for shown in try Self.spellings(of: text) {
            #expect(shown.contains("[redacted]") && !shown.contains("hush"), "\(shown)")
        }
    }

    @Test(
        arguments: [
            "grep -a text", "redis-cli ping\ngrep -a text", "redis-cli ping | grep -a text",
            "curl -a b -w c", "ls -w 80", "ssh-keygen -t rsa -a 100", "http://x/y -a b",
            "openssl x509 -text", "security: none, -w 80",
            "please set password for ann", "SET PASSWORD FOR ann", "PASSWORD EXPIRE",
            "reset the password (of ann)", "ann is identified by her name",
            "mail ann@contoso.com", "12:30@noon", "at 9:15:30@noon", "time 12:30@noon", "urn:a:b@c",
            "mailto:ann@contoso.com", "smtp:max@contoso.com", "max@contoso.com",
            "user:max@contoso.com", "user:MeganB@contoso.com", "user:max.muster2@contoso.com",
            "/V1/Users/max@contoso.com/Seats", "localhost:7328/V1/Users/max@contoso.com",
            "i:0#.f|membership|max@contoso.com", "nginx:1.27@sha256:ab", "npm:react@18.2.0",
            "lodash:x@4.17.21", "{a:1,b:ann@contoso.com}", "git@github.com:a/b", "user:@host",
            "a:1,ann@contoso.com", "C:/Users/ann@contoso.com", "----- BEGIN PUBLIC PART -----",
            "x + token", "(a+b)",
        ])
    func `is nothing that only looks alike`(text: String) throws {
        #expect(Self.content(text) == text)
        #expect(
            Self.content(#"["\#(text.replacing("\n", with: " ; "))"]"#)
                == #"["\#(text.replacing("\n", with: " ; "))"]"#)
        let query = "/p?a=" + text.utf8.map { "%" + String($0, digits: 2, radix: 16) }.joined()
        #expect(Redaction.target(Target(query)) == query)
        let line = text.replacing("\n", with: "; ")
        #expect(try Self.field("X-Note", line) == line)
    }

    @Test(
        arguments: [
            (#"["redis-cli","-a","hush"]"#, #"["redis-cli","-a","[redacted]"]"#),
            (#"["mysql","-phush","a"]"#, #"["mysql","[redacted]","[redacted]"]"#),
            (#"["curl","-u","ann:hush"]"#, #"["curl","-u","[redacted]"]"#),
            (
                #"{"command":"redis-cli","args":["-a","hush"]}"#,
                #"{"command":"redis-cli","args":["-a","[redacted]"]}"#
            ),
            (
                #"{"args":["-x","-w","hush"],"command":["/bin/ldapsearch"]}"#,
                #"{"args":["-x","-w","[redacted]"],"command":["/bin/ldapsearch"]}"#
            ),
            (#"["grep","-a","b"]"#, #"["grep","-a","b"]"#),
            (#"{"command":"grep","args":["-a","b"]}"#, #"{"command":"grep","args":["-a","b"]}"#),
        ])
    func `is left out of the arguments of a command`(text: String, expected: String) {
        #expect(Self.content(text) == expected)
    }

    @Test(
        arguments: [
            (#"[{"n":"password"},{"v":"hush"}]"#, #"[{"n":"password"},{"v":"[redacted]"}]"#),
            (
                #"{"names":[{"n":"password"}],"values":[{"v":"hush"}]}"#,
                #"{"names":[{"n":"password"}],"values":["[redacted]"]}"#
            ),
            (
                #"{"cols":[{"id":"user"},{"id":"pin"}],"rows":[{"c":[{"v":"a"},{"v":7}]}]}"#,
                #"{"cols":[{"id":"user"},{"id":"pin"}],"rows":[{"c":[{"v":"a"},"[redacted]"]}]}"#
            ),
            (
                #"{"schema":{"fields":[{"name":"a"},{"name":"pin"}]},"rows":[{"f":["b",7]}]}"#,
                #"{"schema":{"fields":[{"name":"a"},{"name":"pin"}]},"rows":[{"f":["b","[redacted]"]}]}"#
            ),
            (
                #"{"columns":["user","pin"],"data":{"rows":[["a",7],["b",8]]}}"#,
                #"{"columns":["user","pin"],"data":{"rows":[["a","[redacted]"],["b","[redacted]"]]}}"#
            ),
            (#"[{"n":"user"},{"v":"a"}]"#, #"[{"n":"user"},{"v":"a"}]"#),
            (
                #"[{"name":"password","type":"string"},{"name":"user","type":"string"}]"#,
                #"[{"name":"password","type":"string"},{"name":"user","type":"string"}]"#
            ),
            (
                #"{"scopes":["read","token"],"users":[{"roles":["a","b"]}]}"#,
                #"{"scopes":["read","token"],"users":[{"roles":["a","b"]}]}"#
            ),
        ])
    func `is left out of the object beside its name`(text: String, expected: String) {
        #expect(Self.content(text) == expected)
    }

    @Test(
        arguments: [
            ("bearer, hush", "bearer, [redacted]"), ("a, Bearer ,hush", "a, Bearer , [redacted]"),
            ("access_token, hush", "[redacted]"),
            ("base64url.bearer.authorization.k8s.io.hush", "[redacted]"),
            (
                "v4.channel.k8s.io, base64url.bearer.authorization.k8s.io.hush",
                "v4.channel.k8s.io, [redacted]"
            ),
            ("realtime, openai-insecure-api-key.hush", "realtime, [redacted]"),
            ("graphql-ws, header-eyJhush", "graphql-ws, [redacted]"),
            ("bearer", "bearer"),
            ("graphql-ws, v4.channel.k8s.io", "graphql-ws, v4.channel.k8s.io"),
        ])
    func `is no protocol of WebSocket`(value: String, expected: String) throws {
        #expect(try Self.field("Sec-WebSocket-Protocol", value) == expected)
        #expect(try Self.field("sec-websocket-protocol", value) == expected)
    }
}
