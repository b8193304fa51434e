import Foundation
import Seatfiller
import Testing

/// What the runtimes and the shells themselves make of the variables that lead them here.
struct ClientEnvironmentTests {
    private static let odd = [
        "", " ", "a b", "it's", "\"a\"", "$HOME `id` $(id)", "\\", "\\\\ \\'\\n", "one\ntwo\n",
        "\n",
        "#no comment", "é ‘b’",
    ]

    private static var variables: [EnvironmentVariable] {
        odd.enumerated().map { EnvironmentVariable("ODD_\($0)", $1) }
    }

    private static func file(_ text: String) throws -> String {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test(arguments: ["sh", "bash"])
    func `a shell reads every value as it is`(shell: String) async throws {
        let names = Self.variables.map { "\"$\($0.name)\"" }.joined(separator: " ")
        let file = try Self.file(ShellSyntax.sh.lines(Self.variables))
        let output = try await Tool(shell).output(
            ["-c", #"eval "$(cat "$1")"; printf '%s\0' "# + names, "sh", file])
        #expect(output == Self.odd.map { $0 + "\0" }.joined())
    }

    @Test(.enabled(if: Tool.hasPython, "make setup-clients has not been run"))
    func `python-dotenv reads every value as it is`() async throws {
        let file = try Self.file(ShellSyntax.dotenv.lines(Self.variables))
        let output = try await Tool(Tool.python).output(
            [
                "-c",
                """
                import dotenv, sys
                for value in dotenv.dotenv_values(sys.argv[1]).values():
                    sys.stdout.buffer.write(value.encode() + b'\\0')
                """, file,
            ])
        #expect(output == Self.odd.map { $0 + "\0" }.joined())
    }

    private static func environment(_ folder: String) -> [String: String] {
        let trust = ClientEnvironment.Trust(
            authority: "\(folder)/ca.pem", bundle: "\(folder)/bundle.pem",
            keyStore: "\(folder)/ca.p12", nodeScript: "\(folder)/first.js")
        let variables = ClientEnvironment(url: "http://127.0.0.1:7328", trust: trust)
            .variables { ["NODE_OPTIONS": "--no-warnings", "JAVA_TOOL_OPTIONS": "-Dour=own"][$0] }
        return Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
    }

    private static let folders = ["plain", "a b", "it's", "\"a\"", "\"it's\" a", "a\\b"]

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"), arguments: folders)
    func `Node loads the script, wherever it stands`(name: String) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString)/\(name)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data("process.stdout.write('first, ')".utf8)
            .write(to: URL(filePath: folder + "/first.js"))
        let environment = Self.environment(folder).filter { $0.key == "NODE_OPTIONS" }
        let output = try await Tool("node").output(
            ["-e", "console.log(process.execArgv.length, 'then')"], environment)
        #expect(output == "first, 1 then\n" || output.hasPrefix("first, "))
    }

    @Test(.enabled(if: Tool.isInstalled("java"), "java is not installed"), arguments: folders)
    func `Java reads its options, wherever the key store stands`(name: String) async throws {
        let environment = Self.environment("/\(name)").filter { $0.key == "JAVA_TOOL_OPTIONS" }
        let output = try await Tool("bash").output(
            [
                "-c",
                """
                java -XshowSettings:properties -version 2>&1 |
                    grep -E '^ *(our|https?\\.proxy(Host|Port)|javax\\.net\\.ssl\\..*) =' | sed 's/^ *//'
                """,
            ], environment)
        #expect(
            output == """
                http.proxyHost = 127.0.0.1
                http.proxyPort = 7328
                https.proxyHost = 127.0.0.1
                https.proxyPort = 7328
                javax.net.ssl.trustStore = /\(name)/ca.p12
                javax.net.ssl.trustStorePassword = changeit
                our = own

                """)
    }

    @Test(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
    func `a command has the terminal, and gives it back`() async throws {
        let output = try await Tool("python3").output(of: "terminal.py", Tool.seatfiller)
        #expect(
            output == """
                the command is in the foreground: True
                interrupted by the terminal: 130
                stopped with the command: True
                the shell has the terminal: True
                goes on in the foreground: True
                ends with the command: 0
                the shell has the terminal: True

                """)
    }
}
