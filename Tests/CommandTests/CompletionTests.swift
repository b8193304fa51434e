import Foundation
import Testing

@Suite struct `A completion script` {
    private static let names = "serve check init generate health help"

    /// What the command prints, read by bash, and a script behind it.
    private static func bash(_ script: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "bash", "-c", "source <(\"$0\" --generate-completion-script bash)\n" + script,
            Run.executable.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `is taken by bash`() throws {
        #expect(
            try Self.bash("complete -p seatfiller")
                == "complete -o default -F _seatfiller seatfiller\n")
    }

    @Test(arguments: [
        ("''", names), ("ch", "check"), ("check", "check"), ("--po", "--port"),
        ("--store ''", ""), ("check ''", ""), ("check -", "--store --version -h --help"),
        ("help g", "generate"), ("help -", "--version"),
        ("generate --s", "--seats-per-user --seats-of-first-user --seed --store"),
        ("serve --log", "--log-format --log-level"), ("serve -p", "-p"), ("serve -p ''", ""),
        (
            "generate ''",
            "--users --seats-per-user --seats-of-first-user --products --customers --tenants --seed --store "
                + "--version -h --help"
        ),
    ])
    func `completes what is typed in bash`(words: String, replies: String) throws {
        let script = """
            COMP_WORDS=(seatfiller \(words))
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _seatfiller
            echo "${COMPREPLY[*]}"
            """
        #expect(try Self.bash(script) == replies + "\n")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `knows every option`(shell: String) throws {
        let run = try Run("--generate-completion-script", shell)
        let options = `The command`.serveHelp.matches(of: /\s--([a-z-]+)/).map { String($0.1) }
        #expect(options.count > 30)
        for option in options { #expect(run.output.contains(option), "\(option)") }
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
        #expect(try Run("check", "--generate-completion-script=\(shell)").output == run.output)
    }

    @Test func `is there for no other shell`() throws {
        let run = try Run("--generate-completion-script", "tcsh")
        #expect(
            run.errors
                == "seatfiller: --generate-completion-script 'tcsh' is not bash, zsh or fish\n")
        #expect(run.exitCode == 2)
    }
}
