import Foundation
import TestWorlds
import Testing

@Suite struct `The coverage of a command` {
    private static func exec(_ path: String, script: String) throws -> Run {
        try Run("exec", "--quiet", "--coverage", path, "--", "sh", "-c", script)
    }

    private static let asking =
        #"curl -s --noproxy '*' -o /dev/null "$SEATFILLER_URL/v7.0/products""#

    @Test(arguments: [
        (
            "coverage.md",
            "## Coverage of the contract\n\nMet 1 of 2 rules of the 1 operation called.\n"
        ),
        ("coverage.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE coverage"),
        ("coverage", #"{"met":1,"rules":2,"byOperation":[{"operation":"catalog.getProducts","#),
    ])
    func `is written at the end, in the form that the file's name asks for`(
        name: String, beginning: String
    ) throws {
        let path = try temporaryFolder().appending(path: name).path
        let run = try Self.exec(path, script: "\(Self.asking); exit 5")
        #expect(run.exitCode == 5)
        #expect(run.errors == "")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(beginning))
    }

    @Test func `ends the start where it cannot be written`() throws {
        let run = try Self.exec("/nowhere/coverage.md", script: "echo ran")
        #expect(run.output == "")
        #expect(
            run.errors
                == "seatfiller: /nowhere/coverage.md cannot be written: No such file or directory\n"
        )
        #expect(run.exitCode == 2)
    }

    @Test func `leaves nothing behind but the file`() throws {
        let folder = try temporaryFolder()
        _ = try Self.exec(folder.appending(path: "c.json").path, script: Self.asking)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c.json"])
    }
}
