import Foundation
import Testing

/// Clients with the services' own URLs in them reach nothing but this machine.
@Suite struct `Nothing leaves the loopback` {
    private static let canTrace = Tool.succeeds("strace", ["-f", "-o", "/dev/null", "true"])
    private static let namespaces = ["--map-root-user", "--net", "--mount"]
    private static let canUnshare = Tool.succeeds("unshare", namespaces + ["true"])
    private static let recipes = Tool.root.appending(path: "docker/examples/intercept")

    private static func unchanged(_ name: String) -> String { Tool.file("unchanged/\(name)").path }

    /// What a client is run by, its arguments, and what it prints.
    private static let clients: [(tool: String, arguments: [String], output: String)] = [
        ("sh", [unchanged("seats.sh")], "\"productId\":\"9NBLGGH4R2R6\"\n"),
        ("python3", [recipes.appending(path: "licences.py").path], "['9NBLGGH4R2R6']\n"),
        (Tool.python, [unchanged("seats.py"), "requests"], "requests: ['9NBLGGH4R2R6']\n"),
        (
            Tool.python,
            [
                unchanged("sign_in.py"), "azure-identity", "6b1f3f52-0f0c-4c5e-9b0a-5f6d1c2e7a10",
                "b7a0e7a4-5a0c-4a59-9f6e-2f7d3c1b0a98", "not-a-secret",
                Tool.file("client-key.pem").path, Tool.file("client-certificate.pem").path,
            ], "azure-identity: 200 without, 200 with its token\n"
        ),
        ("node", [unchanged("seats.mjs")], "https: 9NBLGGH4R2R6\nfetch: 9NBLGGH4R2R6\n"),
        ("java", [unchanged("Seats.java")], "200 true\n"),
    ]

    /// The addresses that a trace has: `inet_addr("10.0.0.1")`, `inet_pton(AF_INET6, "::1", …)`.
    private static func addresses(in trace: String) -> Set<String> {
        Set(
            trace.matches(of: /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/).compactMap {
                ($0.1 ?? $0.2).map(String.init)
            })
    }

    @Test(
        .enabled(if: canTrace, "strace is not installed, or not permitted"),
        arguments: clients.indices.filter { Tool.isThere(clients[$0].tool) })
    func `when a client runs by exec, also not to ask for a name`(index: Int) async throws {
        let client = Self.clients[index]
        let trace = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).trace")
        defer { try? FileManager.default.removeItem(at: trace) }
        let output = try await Tool("strace").output(
            [
                "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-e", "signal=none",
                "-o", trace.path, Tool.seatfiller, "exec", "--quiet", "--", client.tool,
            ] + client.arguments)
        #expect(output == client.output)
        let seen = Self.addresses(in: try String(contentsOf: trace, encoding: .utf8))
        // The way to the emulator, so that something is seen at all.
        #expect(seen.contains("127.0.0.1") || seen.contains("::ffff:127.0.0.1"))
        #expect(seen.subtracting(["127.0.0.1", "::ffff:127.0.0.1", "::1"]) == [])
    }

    @Test(
        .enabled(if: canTrace, "strace is not installed, or not permitted"))
    func `and a trace would show what does`() async throws {
        let trace = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).trace")
        defer { try? FileManager.default.removeItem(at: trace) }
        // 192.0.2.1 is for documentation, and a datagram to it needs no answer.
        _ = try await Tool("strace").output([
            "-f", "-qq", "-e", "trace=connect", "-o", trace.path, "python3", "-c",
            "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.connect_ex(('192.0.2.1', 53))",
        ])
        #expect(
            Self.addresses(in: try String(contentsOf: trace, encoding: .utf8)) == ["192.0.2.1"])
    }

    @Test(
        .enabled(if: canUnshare, "namespaces are not permitted here"),
        arguments: ["compose.yaml", "kubernetes.yaml"])
    func `when the hosts' names lead to the emulator, and no proxy is known`(
        recipe: String
    ) async throws {
        let output = try await Tool("unshare").output(
            Self.namespaces + [
                Tool.file("offline.sh").path, Tool.seatfiller,
                Self.recipes.appending(path: recipe).path, "python3",
                Self.recipes.appending(path: "licences.py").path,
            ])
        #expect(output == "['9NBLGGH4R2R6']\n")
    }
}
