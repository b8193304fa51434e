import Foundation
import Testing

/// Programs with the services' own `https://` URLs written into them, run by `exec` as they are.
struct UnchangedClientTests {
    private static let seat = "9NBLGGH4R2R6"

    /// - Parameter command: names of files are those of the folder of the clients.
    private static func output(
        _ command: [String], options: [String] = [], _ environment: [String: String] = [:]
    ) async throws -> String {
        try await Tool(Tool.seatfiller).output(
            ["exec", "--quiet"] + options + ["--"] + command, environment)
    }

    private static func file(_ name: String) -> String { Tool.file("unchanged/\(name)").path }

    @Test(.enabled(if: Tool.isInstalled("curl"), "curl is not installed"))
    func `curl reads the seats of a user`() async throws {
        #expect(
            try await Self.output(["sh", Self.file("seats.sh")])
                == "\"productId\":\"\(Self.seat)\"\n")
    }

    @Test(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
    func `urllib reads the seats of a user`() async throws {
        #expect(
            try await Self.output(["python3", Self.file("seats.py"), "urllib"])
                == "urllib: ['\(Self.seat)']\n")
    }

    @Test(
        .enabled(if: Tool.hasPython, "make setup-clients has not been run"),
        arguments: ["urllib", "requests", "httpx", "aiohttp"])
    func `Python's libraries read the seats of a user`(library: String) async throws {
        #expect(
            try await Self.output([Tool.python, Self.file("seats.py"), library])
                == "\(library): ['\(Self.seat)']\n")
    }

    @Test(
        .enabled(if: Tool.hasPython, "make setup-clients has not been run"),
        arguments: ["msal-secret", "msal-certificate", "azure-identity"])
    func `Microsoft's libraries sign in at Microsoft's own authority`(
        library: String
    ) async throws {
        let certificate = Tool.file("client-certificate.pem")
        let pem = try String(contentsOf: certificate, encoding: .utf8)
        let tenant = "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10"
        let certified = "11111111-2222-4333-8444-555555555555"
        let seed = """
            { "applications": [ { "clientId": "\(certified)",
                "certificates": ["\(pem.replacing("\n", with: "\\n"))"],
                "storeForBusinessTenants": ["\(tenant)"] } ] }
            """
        let path = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).json")
        try Data(seed.utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let output = try await Self.output(
            [
                Tool.python, Self.file("sign_in.py"), library, tenant,
                library == "msal-certificate" ? certified : "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98",
                "not-a-secret", Tool.file("client-key.pem").path, certificate.path,
            ],
            options: [
                "--auth", "enforced", "--seed", Tool.root.appending(path: "seed/demo.json").path,
                "--seed", path.path,
            ])
        #expect(output == "\(library): 401 without, 200 with its token\n")
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `Node's https and fetch read the seats of a user`() async throws {
        #expect(
            try await Self.output(["node", Self.file("seats.mjs")])
                == "https: \(Self.seat)\nfetch: \(Self.seat)\n")
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `Node asks the world that env names`() async throws {
        // By its script alone, also where this Node knows proxies by itself.
        let script = #"""
            unset NODE_OPTIONS
            eval "$("$0" env "$SEATFILLER_URL" --world test-17)"
            unset NODE_USE_ENV_PROXY http_proxy https_proxy HTTP_PROXY HTTPS_PROXY
            node "$1"
            curl -s "${SEATFILLER_URL%/__world/*}/__admin/worlds" |
                grep -o '"name":"[^"]*","created":"[^"]*","requests":[0-9]*' |
                sed 's/"created":"[^"]*",//'
            rm -r "$(dirname "$SEATFILLER_CA")"
            """#
        #expect(
            try await Self.output(["sh", "-c", script, Tool.seatfiller, Self.file("seats.mjs")])
                == """
                https: \(Self.seat)
                fetch: \(Self.seat)
                "name":"default","requests":0
                "name":"test-17","requests":2

                """)
    }

    @Test(.enabled(if: Tool.isInstalled("java"), "java is not installed"))
    func `Java's HttpClient reads the seats of a user`() async throws {
        #expect(try await Self.output(["java", Self.file("Seats.java")]) == "200 true\n")
    }

    @Test(.enabled(if: Tool.isInstalled("go"), "go is not installed"))
    func `Go reads the seats of a user`() async throws {
        let folder = try Folder()
        let program = folder.path + "/seats"
        #expect(
            try await Tool("go").output(["build", "-o", program, Self.file("seats.go")]) == "")
        #expect(try await Self.output([program]) == "200 \(Self.seat)\n")
        withExtendedLifetime(folder) {}
    }

    /// Where Debian puts the libraries of Go.
    private static let goPath = "/usr/share/gocode"

    private static func hasGo(_ library: String) -> Bool {
        Tool.isInstalled("go")
            && FileManager.default.fileExists(atPath: "\(goPath)/src/github.com/\(library)")
    }

    private static func signIn(byGo program: String) async throws -> String {
        let folder = try Folder()
        defer { withExtendedLifetime(folder) {} }
        let executable = folder.path + "/\(program)"
        let built = try await Tool("go").output(
            ["build", "-o", executable, file("\(program).go")],
            ["GO111MODULE": "off", "GOPATH": goPath])
        guard built == "" else { return built }
        return try await output(
            [
                executable, "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
                "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98", "not-a-secret",
            ],
            options: [
                "--auth", "enforced", "--seed", Tool.root.appending(path: "seed/demo.json").path,
            ])
    }

    @Test(
        .enabled(
            if: hasGo("Azure/go-autorest/autorest/adal"),
            "golang-github-azure-go-autorest-dev is not installed"))
    func `ADAL for Go signs in at Microsoft's own authority`() async throws {
        #expect(
            try await Self.signIn(byGo: "adal") == "adal: 401 without, 200 with its token\n")
    }

    @Test(
        .enabled(
            if: hasGo("AzureAD/microsoft-authentication-library-for-go"),
            "golang-github-azuread-microsoft-authentication-library-for-go-dev is not installed"))
    func `MSAL for Go signs in at Microsoft's own authority`() async throws {
        #expect(
            try await Self.signIn(byGo: "msal") == "msal: 401 without, 200 with its token\n")
    }

    @Test(
        .enabled(
            if: Tool.isInstalled("mono") && Tool.isInstalled("mcs")
                && Tool.isInstalled("cert-sync"),
            "Mono is not installed"))
    func `C# under Mono reads the seats of a user, once its own store has the authority`()
        async throws
    {
        let folder = try Folder()
        let home = folder.path
        #expect(
            try await Tool("mcs").output(["-out:\(home)/seats.exe", Self.file("Seats.cs")]) == "")
        let output = try await Self.output(
            [
                "sh", "-c",
                #"cert-sync --user --quiet "$SEATFILLER_CA" >/dev/null 2>&1; exec mono "$1""#, "sh",
                "\(home)/seats.exe",
            ], ["HOME": home, "XDG_CONFIG_HOME": "\(home)/.config"])
        #expect(output == "True\n")
        withExtendedLifetime(folder) {}
    }

    @Test(.enabled(if: Tool.isInstalled("openssl"), "openssl is not installed"))
    func `OpenSSL is shown a certificate for the name it asks for, or for none`() async throws {
        let script = #"""
            server=${SEATFILLER_URL#http://}
            ask() {
                openssl s_client -connect "$server" -CAfile "$SEATFILLER_CA" -verify_return_error \
                    -x509_strict "$@" </dev/null 2>&1 | grep -o -m 1 \
                    -e 'Verify return code: .*' -e 'SSL alert number .*' -e 'no protocols available' \
                    -e 'handshake failure' -e 'verify error:.*'
            }
            ask -servername bspmts.mp.microsoft.com -verify_hostname bspmts.mp.microsoft.com
            ask -servername a.localhost -verify_hostname a.localhost -tls1_2
            ask -noservername -verify_ip 127.0.0.1
            ask -servername other.test -verify_hostname other.test
            ask -servername example.com
            ask -servername bspmts.mp.microsoft.com -verify_hostname example.com
            ask -servername localhost -tls1_1 -cipher ALL:@SECLEVEL=0
            """#
        #expect(
            try await Self.output(["sh", "-c", script], options: ["--tls-name", "other.test"])
                == """
                Verify return code: 0 (ok)
                Verify return code: 0 (ok)
                Verify return code: 0 (ok)
                Verify return code: 0 (ok)
                SSL alert number 112
                verify error:num=62:hostname mismatch
                SSL alert number 70

                """)
    }

    @Test(.enabled(if: Tool.isInstalled("openssl"), "openssl is not installed"))
    func `The authority is good for 397 days at most, and signs for servers alone`() async throws {
        let script = #"""
            read() { openssl x509 -in "$SEATFILLER_CA" -noout "$@" | sed 's/^ *//'; }
            read -ext basicConstraints,keyUsage
            read -checkend $((397 * 86400))
            read -ext nameConstraints | grep -c -v -i -e avepoint -e microsoft -e windows -e online15
            read -ext nameConstraints | grep -e localhost -e IP
            grep -l PRIVATE "$(dirname "$SEATFILLER_CA")"/*
            """#
        let output = try await Self.output(["sh", "-c", script])
        #expect(
            output == """
                X509v3 Basic Constraints: critical
                CA:TRUE, pathlen:0
                X509v3 Key Usage: critical
                Certificate Sign, CRL Sign
                Certificate will expire
                5
                DNS:localhost
                IP:127.0.0.0/255.0.0.0
                IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF
                exit status 1

                """)
    }
}
