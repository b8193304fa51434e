import Foundation
import Testing

@testable import Command

/// Every option that takes a value, and its variable, as the command's own tables list them.
@Suite struct `The value of an option` {
    private static let extremes = [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "1.7976931348623157e308", "5e-324", "inf", "nan", "0001-01-01T00:00:00+01:00",
    ]

    @Test(arguments: Subcommand.all.map(\.name))
    func `is taken or refused in a line, whatever it is`(name: String) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let subcommand = try #require(Subcommand.named(name))
        let options = subcommand.options.filter { $0.value != nil }
        #expect(!options.isEmpty)
        for option in options {
            for text in Self.extremes {
                // Nothing is served, checked or made of a seed that is not there.
                var words = [name, "--\(option.name)=\(text)"]
                if subcommand.options.contains(where: { $0.name == "seed" && $0.value == "path" }) {
                    words += ["--seed", "/nowhere.json"]
                } else if subcommand.operand != nil {
                    words.append("/nowhere.json")
                }
                try check(Run(words, in: folder), "\(words)")
                guard subcommand.readsEnvironment else { continue }
                let variable =
                    "SEATFILLER_" + option.name.uppercased().replacing("-", with: "_")
                words.remove(at: 1)
                try check(
                    Run(words, environment: [variable: text], in: folder), "\(variable)=\(text)")
            }
        }
    }

    private func check(_ run: Run, _ sent: String) {
        #expect((0...3).contains(run.exitCode), "\(sent): \(run.exitCode) \(run.errors)")
        let lines = run.errors.split(separator: "\n").count
        #expect(run.exitCode == 0 || lines > 0, "\(sent)")
        #expect(!run.errors.contains("Fatal error"), "\(sent): \(run.errors)")
    }
}
