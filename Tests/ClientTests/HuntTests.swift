import Foundation
import Testing

/// The campaigns of `make hunt`, each for a moment and with the same dice.
@Suite struct `A hunt` {
    @Test(.enabled(if: Tool.isInstalled("python3"), "python3 is not installed"))
    func `of a few seconds finds nothing`() async throws {
        let output = try await Tool("python3").output([
            "-B", Tool.root.appending(path: "Tests/Hunt/hunt.py").path, Tool.seatfiller,
            "--seconds", "2", "--seed", "1",
        ])
        let campaigns = [
            "model", "crash", "mutations", "hostile", "redaction", "abandoned", "disk",
            "descriptors",
        ]
        let lines = output.split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != " " } } == campaigns.map { $0[...] }, "\(output)")
        #expect(
            lines.allSatisfy { $0.contains(/^\w+ +[1-9]\d* steps +[\d.]+ s$/) }, "\(output)")
    }
}
