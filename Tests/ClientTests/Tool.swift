import Foundation

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

    /// Likewise, for a path too.
    static func isThere(_ tool: String) -> Bool {
        tool.hasPrefix("/") ? FileManager.default.isExecutableFile(atPath: tool) : isInstalled(tool)
    }

    /// Whether a program is here and does its work; what it says is not looked at.
    static func succeeds(_ name: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// The Python that has the libraries of `requirements.txt`; the tests make it with `make test`.
    static let python = root.appending(path: ".build/clients/bin/python").path

    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

    /// The folder of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The command that this build has made; the tests stand in the same folder.
    static let seatfiller: String = {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: "seatfiller").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        return "/nowhere/seatfiller"
    }()

    static func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "clients/\(name)")
    }

    /// What a client prints, and a last line with its exit status where that is not 0, so that one
    /// comparison sees both. Its complaints go to the log of the tests.
    func output(of client: String, _ arguments: String...) async throws -> String {
        try await output([Self.file(client).path] + arguments)
    }

    /// Likewise, of the program with any arguments.
    func output(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        // A proxy that this machine is told to use would be asked for the loopback as well.
        process.environment = ProcessInfo.processInfo.environment.merging(
            environment.merging(["no_proxy": "127.0.0.1"]) { $1 }, uniquingKeysWith: { $1 })
        // A file and no pipe, which a long complaint would fill while nobody reads.
        let file = FileManager.default.temporaryDirectory
            .appending(path: "seatfiller-\(UUID().uuidString).txt")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        process.standardOutput = try FileHandle(forWritingTo: file)
        try await end(of: process)
        var output = String(decoding: try Data(contentsOf: file), as: UTF8.self)
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
