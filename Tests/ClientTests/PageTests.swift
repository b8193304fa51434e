import Foundation
import Testing

/// The README and the articles, as a reader tries them.
@Suite(.enabled(if: Tool.hasPython, "make setup-clients installs it")) struct `A page` {
    private static let folder = "Sources/Seatfiller/Seatfiller.docc"

    private static let all: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: Tool.root.appending(path: folder).path)
        return ["README.md", "docker/README.md", "docker/examples/README.md"]
            + (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }()

    private func run(_ page: URL) async throws -> String {
        try await Tool(Tool.python).output(of: "pages.py", Tool.seatfiller, page.path)
    }

    @Test(arguments: all) func `shows what comes`(page: String) async throws {
        #expect(try await run(Tool.root.appending(path: page)) == "")
    }

    @Test(arguments: [
        "```console\n$ echo one\ntwo\n```", "```console\n$ echo one\n```",
        "```console\n$ true\none\n```", "```sh\nif\n```", "```yaml\na: [\n```",
        "```json\n{ \"a\": }\n```", "```python\na b\n```",
    ])
    func `is not passed over where it is wrong`(text: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "page.md")
        try text.write(to: page, atomically: true, encoding: .utf8)
        let output = try await run(page)
        #expect(output.hasPrefix("page.md:2: ") && output.hasSuffix("\nexit status 1\n"))
    }
}
