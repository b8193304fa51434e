import Foundation
import Seatfiller
import Testing

/// What strangers write against the two APIs, run as they would run it: a process of its own, over
/// a socket. Each client frames its requests and encodes its URLs differently, and each is told
/// the same.
struct ClientTests {
    @Test(.enabled(if: Tool.isInstalled("curl"), "curl is not installed"))
    func `curl walks every seat exactly once`() async throws {
        let filler = try Seatfiller()
        let output = try await filler.serving { url in
            try await Tool("bash").output(of: "walk.sh", url)
        }
        expectEverySeat(in: output)
    }

    @Test(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
    func `urllib walks every seat exactly once`() async throws {
        let filler = try Seatfiller()
        let output = try await filler.serving { url in
            try await Tool("python3").output(of: "walk.py", url)
        }
        expectEverySeat(in: output)
    }

    @Test(.enabled(if: Tool.isInstalled("node"), "node is not installed"))
    func `fetch walks every seat exactly once`() async throws {
        let filler = try Seatfiller()
        let output = try await filler.serving { url in
            try await Tool("node").output(of: "walk.mjs", url)
        }
        expectEverySeat(in: output)
    }

    /// The text is here once, so that no client can come to be told something else.
    private func expectEverySeat(
        in output: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            output == """
                maxResults=100: 260 seats, 260 distinct, 3 pages
                maxResults=25: 260 seats, 260 distinct, 11 pages
                maxResults=7: 260 seats, 260 distinct, 38 pages
                maxResults=1: 260 seats, 260 distinct, 260 pages
                type 0: contoso 25/25, contosolab 62/86
                type 1: Contoso Sales 31/40
                type 2: contoso.example 12/12
                type 3: contoso-crm 4/10
                maxResults=101: 400 maxResults
                nobody: 404 User nobody@contoso.com

                """,
            sourceLocation: sourceLocation)
    }
}

/// A program of this machine that runs a client.
struct Tool {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Asked before a test, which is skipped rather than failed where a language is missing.
    static func isInstalled(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { folder in
            FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
        }
    }

    /// What a client prints, and a last line with its exit status where that is not 0, so that one
    /// comparison sees both. Its complaints go to the log of the tests.
    func output(of client: String, _ url: String) async throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name, folder.appending(path: "clients/\(client)").path, url]
        // A proxy that this machine is told to use would be asked for the loopback as well.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["no_proxy": "127.0.0.1"], uniquingKeysWith: { $1 })
        let pipe = Pipe()
        process.standardOutput = pipe
        try await end(of: process)
        // Read at the end only: the few lines of a client fit into the pipe.
        var output = String(
            decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        if process.terminationStatus != 0 {
            output += "exit status \(process.terminationStatus)\n"
        }
        return output
    }

    /// Runs a process without holding the thread that waits for it.
    private func end(of process: Process) async throws {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
            } catch {
                ended.resume(throwing: error)
            }
        }
    }
}
