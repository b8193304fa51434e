import Foundation
import Testing

/// The campaigns of `make hunt`, for a moment each, so that they stay fit to hunt.
@Suite struct `A hunt` {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Hunt/hunt.py").path

    /// - Returns: what it prints, and its exit status.
    private func hunt(_ arguments: String...) throws -> (output: String, exitCode: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", Self.script, Run.executable.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "ASAN_OPTIONS": "detect_leaks=0", "no_proxy": "127.0.0.1",
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    @Test(arguments: [
        "model", "crash", "mutations", "hostile", "redaction", "abandoned", "disk", "descriptors",
    ])
    func `finds nothing`(campaign: String) throws {
        let (output, exitCode) = try hunt(campaign, "--seconds", "1", "--seed", "1")
        #expect(exitCode == 0, "\(output)")
        #expect(
            output.wholeMatch(of: /[a-z]+: [1-9][0-9]* steps in \d+ s, nothing found\n/) != nil,
            "\(output)")
    }

    @Test func `names its campaigns where one is asked for that there is not`() throws {
        let (output, exitCode) = try hunt("nothing")
        #expect(exitCode == 2)
        #expect(output.contains("no campaign nothing; there are model, crash, mutations"))
    }
}
