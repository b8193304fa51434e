import ArgumentParser
import Foundation
import Testing

@testable import Command

@Suite struct `A completion script` {
    /// What the command prints, read by bash, which completes a line that is typed.
    private static func completions(of line: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "bash", "-c",
            """
            source <("$0" --generate-completion-script bash)
            COMP_LINE="seatfiller $1" COMP_POINT=$((11 + ${#1})) COMP_WORDS=(seatfiller $1)
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _seatfiller seatfiller "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
            echo "${COMPREPLY[*]}"
            """, Run.executable.path, line,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: [
        ("ch", "check"), ("generate --us", "--users"), ("serve --log", "--log-format --log-level"),
        ("serve --auth ", "open enforced"), ("serve --log-level d", "debug"), ("serve --port ", ""),
    ])
    func `completes what is typed in bash`(line: String, completions: String) throws {
        #expect(try Self.completions(of: line) == completions + "\n")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `knows every option`(shell: String) throws {
        let run = try Run("--generate-completion-script", shell)
        let commands: [any ParsableCommand.Type] = [
            ServeCommand.self, ExecCommand.self, CheckCommand.self, GenerateCommand.self,
            ExportCommand.self, GauntletCommand.self,
        ]
        for command in commands {
            for option in try OptionTable(of: command).options {
                #expect(run.output.contains(option.name), "\(option.name)")
            }
        }
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
    }

    @Test func `is there for no other shell`() throws {
        let run = try Run("--generate-completion-script", "tcsh")
        #expect(
            run.errors
                == "seatfiller: Can't generate completion scripts for 'tcsh'. Please use "
                + "--generate-completion-script=<shell> with one of: zsh bash fish\n")
        #expect(run.exitCode == 2)
    }
}
