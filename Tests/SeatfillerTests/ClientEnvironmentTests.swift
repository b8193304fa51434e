import Seatfiller
import Testing

@Suite struct `The environment of a client` {
    private static let trust = ClientEnvironment.Trust(
        authority: "/r/ca.pem", bundle: "/r/bundle.pem", keyStore: "/r/ca.p12",
        nodeScript: "/r/node.js")

    private static func lines(
        _ environment: ClientEnvironment, beside present: [String: String] = [:]
    ) -> [String] {
        environment.variables { present[$0] }.map { "\($0.name)=\($0.value)" }
    }

    @Test func `is the base URL where a client takes one`() {
        #expect(
            Self.lines(ClientEnvironment(url: "http://127.0.0.1:7328"))
                == ["SEATFILLER_URL=http://127.0.0.1:7328"])
        #expect(
            Self.lines(ClientEnvironment(url: "http://127.0.0.1:7328", world: "a"))
                == ["SEATFILLER_URL=http://127.0.0.1:7328/__world/a"])
    }

    @Test func `leads every kind of client through the proxy, and has it believe it`() {
        #expect(
            Self.lines(ClientEnvironment(url: "http://127.0.0.1:7328", trust: Self.trust)) == [
                "SEATFILLER_URL=http://127.0.0.1:7328",
                "SEATFILLER_CA=/r/ca.pem",
                "HTTP_PROXY=http://127.0.0.1:7328",
                "HTTPS_PROXY=http://127.0.0.1:7328",
                "http_proxy=http://127.0.0.1:7328",
                "https_proxy=http://127.0.0.1:7328",
                "NO_PROXY=localhost,127.0.0.1,::1",
                "no_proxy=localhost,127.0.0.1,::1",
                "NODE_EXTRA_CA_CERTS=/r/ca.pem",
                "NODE_USE_ENV_PROXY=1",
                "GLOBAL_AGENT_HTTP_PROXY=http://127.0.0.1:7328",
                "npm_config_proxy=http://127.0.0.1:7328",
                "npm_config_https_proxy=http://127.0.0.1:7328",
                #"NODE_OPTIONS=--require "/r/node.js""#,
                "SSL_CERT_FILE=/r/bundle.pem",
                "REQUESTS_CA_BUNDLE=/r/bundle.pem",
                "CURL_CA_BUNDLE=/r/bundle.pem",
                "AWS_CA_BUNDLE=/r/bundle.pem",
                "GIT_SSL_CAINFO=/r/bundle.pem",
                "PIP_CERT=/r/bundle.pem",
                "CARGO_HTTP_CAINFO=/r/bundle.pem",
                "DENO_CERT=/r/bundle.pem",
                "PERL_LWP_SSL_CA_FILE=/r/bundle.pem",
                "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=/r/bundle.pem",
                "JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=7328 "
                    + "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=7328 "
                    + "-Djavax.net.ssl.trustStore=/r/ca.p12 "
                    + "-Djavax.net.ssl.trustStorePassword=changeit",
            ])
    }

    @Test func `names its world to the proxy, and no node script where there is none`() {
        var trust = Self.trust
        trust.nodeScript = nil
        let lines = Self.lines(
            ClientEnvironment(url: "http://[::1]:7328", world: "test-17", trust: trust))
        #expect(lines.contains("SEATFILLER_URL=http://[::1]:7328/__world/test-17"))
        #expect(lines.filter { $0.contains("http://test-17:x@[::1]:7328") }.count == 7)
        #expect(
            lines.last?.hasPrefix("JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=::1 -Dhttps.proxyPort=7328 ")
                == true)
        #expect(!lines.contains { $0.hasPrefix("NODE_OPTIONS") })
    }

    @Test func `is added to what is there`() throws {
        let lines = Self.lines(
            ClientEnvironment(url: "http://127.0.0.1:7328", trust: Self.trust),
            beside: [
                "NO_PROXY": "example.org, 127.0.0.1", "no_proxy": "*,.corp example.org",
                "NODE_OPTIONS": "--max-old-space-size=512", "JAVA_TOOL_OPTIONS": "-Xmx1g",
                "HTTPS_PROXY": "http://corp:8080",
            ])
        #expect(lines.contains("NO_PROXY=example.org,127.0.0.1,.corp,localhost,::1"))
        #expect(lines.contains("no_proxy=example.org,127.0.0.1,.corp,localhost,::1"))
        #expect(lines.contains(#"NODE_OPTIONS=--max-old-space-size=512 --require "/r/node.js""#))
        #expect(lines.last?.hasPrefix("JAVA_TOOL_OPTIONS=-Xmx1g -Dhttps.proxyHost=") == true)
        #expect(lines.contains("HTTPS_PROXY=http://127.0.0.1:7328"))
    }
}

@Suite struct `A syntax for variables` {
    private static let odd = "it's \"a\" $HOME `x` \\ \\' ‘b’\n# two"

    private static func lines(_ syntax: ShellSyntax, _ value: String = odd) -> String {
        syntax.lines([EnvironmentVariable("NODE_OPTIONS", "--x"), EnvironmentVariable("A", value)])
    }

    @Test func `is a shell's`() {
        #expect(
            Self.lines(.sh) == """
                export NODE_OPTIONS='--x'
                export A='it'\\''s "a" $HOME `x` \\ \\'\\'' ‘b’
                # two'

                """)
        #expect(
            Self.lines(.fish) == """
                set -gx NODE_OPTIONS '--x'
                set -gx A 'it\\'s "a" $HOME `x` \\\\ \\\\\\' ‘b’
                # two'

                """)
        #expect(
            Self.lines(.powershell) == """
                $env:NODE_OPTIONS = '--x'
                $env:A = 'it''s "a" $HOME `x` \\ \\'' ‘‘b’’
                # two'

                """)
    }

    @Test func `is a file's`() {
        #expect(
            Self.lines(.dotenv) == """
                NODE_OPTIONS=--x
                A='it\\'s "a" $HOME `x` \\\\ \\\\\\' ‘b’
                # two'

                """)
        // What Docker reads stays without quotes, which it would keep.
        #expect(
            Self.lines(.dotenv, "http://a@[::1]:7328,+=_")
                == "NODE_OPTIONS=--x\nA=http://a@[::1]:7328,+=_\n")
        #expect(Self.lines(.dotenv, "") == "NODE_OPTIONS=--x\nA=\n")
    }

    /// Its runner fails a step that sets Node's options for others.
    @Test func `is GitHub's, without what GitHub refuses`() {
        #expect(Self.lines(.github, "a='b' \\") == "A='b' \\\n".replacing("A=", with: "A=a="))
        #expect(
            Self.lines(.github, "1\nSEATFILLER_END_0\n2") == """
                A<<SEATFILLER_END_1
                1
                SEATFILLER_END_0
                2
                SEATFILLER_END_1

                """)
    }

    @Test(arguments: [odd, "", " ", "\n", "\\", "'", "a\r\nb", "A<<B\nx\nB", "''’'", "\\\n'"])
    func `says what it is read as`(value: String) throws {
        #expect(Reading.fish(Self.lines(.fish, value)) == ["NODE_OPTIONS": "--x", "A": value])
        #expect(
            Reading.powershell(Self.lines(.powershell, value)) == [
                "NODE_OPTIONS": "--x", "A": value,
            ])
        #expect(Reading.github(Self.lines(.github, value)) == ["A": value])
    }
}

/// Readers of the syntaxes whose programs are seldom installed, by their documentation.
private enum Reading {
    /// Between single quotes a backslash keeps a quote and a backslash, and is itself otherwise:
    /// <https://fishshell.com/docs/current/language.html#quotes>.
    static func fish(_ text: String) -> [String: String] {
        assignments(text, after: "set -gx ", " '") { rest in
            var value = ""
            while let letter = rest.popFirst(), letter != "'" {
                let isEscape = letter == "\\" && (rest.first == "'" || rest.first == "\\")
                value.unicodeScalars.append(isEscape ? rest.removeFirst() : letter)
            }
            return value
        }
    }

    /// Between single quotes, of which there are five, two are one: about_Quoting_Rules, and
    /// `IsSingleQuote` of PowerShell's tokenizer.
    static func powershell(_ text: String) -> [String: String] {
        assignments(text, after: "$env:", " = '") { rest in
            let quotes: Set<Unicode.Scalar> = ["'", "‘", "’", "‚", "‛"]
            var value = ""
            while let letter = rest.popFirst() {
                if quotes.contains(letter) {
                    guard let next = rest.first, quotes.contains(next) else { break }
                    rest.removeFirst()
                }
                value.unicodeScalars.append(letter)
            }
            return value
        }
    }

    /// `NAME=value`, or `NAME<<end` and lines until that end:
    /// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
    static func github(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }[...]
        while let line = lines.popFirst(), !line.isEmpty {
            let equals = line.firstRange(of: "=")?.lowerBound ?? line.endIndex
            if let marks = line.firstRange(of: "<<"), marks.lowerBound < equals {
                let end = line[marks.upperBound...]
                let value = lines.prefix { $0 != end }
                lines = lines.dropFirst(value.count + 1)
                values[String(line[..<marks.lowerBound])] = value.joined(separator: "\n")
            } else {
                values[String(line[..<equals])] = String(line[equals...].dropFirst())
            }
        }
        return values
    }

    private static func assignments(
        _ text: String, after beginning: String, _ middle: String,
        _ value: (inout Substring.UnicodeScalarView) -> String
    ) -> [String: String] {
        var values: [String: String] = [:]
        var rest = text[...]
        while let start = rest.firstRange(of: beginning), start.lowerBound == rest.startIndex,
            let quote = rest.firstRange(of: middle)
        {
            let name = String(rest[start.upperBound..<quote.lowerBound])
            var scalars = rest[quote.upperBound...].unicodeScalars
            values[name] = value(&scalars)
            #expect(scalars.first == "\n")
            rest = Substring(scalars.dropFirst())
        }
        #expect(rest.isEmpty)
        return values
    }
}
