import Foundation
import Testing

@Suite struct `A command line` {
    @Test(arguments: [
        (["--port=x"], "--port 'x' is not an integer from 0 to 65535"),
        (["-p", "x"], "--port 'x' is not an integer from 0 to 65535"),
        (["-p=x"], "--port 'x' is not an integer from 0 to 65535"),
        (["-px"], "--port 'x' is not an integer from 0 to 65535"),
        (["serve", "--port", "-"], "--port '-' is not an integer from 0 to 65535"),
        (["--port=-1"], "--port '-1' is not an integer from 0 to 65535"),
        (["--port", ""], "--port '' is not an integer from 0 to 65535"),
        (["--quirk=x=y", "--port", "x"], "--port 'x' is not an integer from 0 to 65535"),
        // The last of several counts, and all of a list.
        (["--port", "0", "--port", "x"], "--port 'x' is not an integer from 0 to 65535"),
        (
            ["--port", "x", "--port", "0", "--loops", "x"],
            "--loops 'x' is not an integer from 1 to 256"
        ),
        (["--reseed", "--reseed", "--loops", "x"], "--loops 'x' is not an integer from 1 to 256"),
        (["--seed", "/nowhere.sql", "--seed", "/etc"], "there is no seed at /nowhere.sql"),
        (["check", "--", "--odd.json"], "there is no seed at --odd.json"),
        (["--seed", "-", "--seed", "-"], "standard input, -, is a seed once"),
        (["--seed", ""], "--seed is empty"),
        (["--quirk", "", "--quirk", "x=y"], "--quirk is empty"),
        (["generate", "--users=-1"], "--users '-1' is not an integer from 0 to 100000000"),
        (["generate", "--store", ""], "--store is empty"),
        // What cannot be read at all.
        (["--port"], "Missing value for '--port <port>'"),
        (["-p"], "Missing value for '-p <port>'"),
        (["--port="], "Missing value for '--port <port>'"),
        (["--port", "-1"], "Missing value for '--port <port>'"),
        (["--log-level", "--port", "0"], "Missing value for '--log-level <log-level>'"),
        (["--host", "--help"], "Missing value for '--host <host>'"),
        (
            ["--reseed=yes"],
            "The option '--reseed' does not take any value, but 'yes' was specified."
        ),
        (["-hx"], "The option '-h' does not take any value, but 'x' was specified."),
        (["--hots", "::1"], "Unknown option '--hots'. Did you mean '--host'?"),
        (["--hots=::1"], "Unknown option '--hots'. Did you mean '--host'?"),
        (
            ["--memory=64MB"],
            "--memory '64MB' is not a size such as 536870912 or 512MiB, f"
                + "rom 1048576 to 1125899906842624 bytes"
        ),
        (
            ["--memory=1023KiB"],
            "--memory '1023KiB' is not a size such as 536870912 or 512MiB, f"
                + "rom 1048576 to 1125899906842624 bytes"
        ),
        (
            ["--memory=1.5GiB"],
            "--memory '1.5GiB' is not a size such as 536870912 or 512MiB, f"
                + "rom 1048576 to 1125899906842624 bytes"
        ),
        (
            ["--memory=MiB"],
            "--memory 'MiB' is not a size such as 536870912 or 512MiB, f"
                + "rom 1048576 to 1125899906842624 bytes"
        ),
        (["-port", "80"], "Unknown option '-port'. Did you mean '--port'?"),
        (["--PORT", "80"], "Unknown option '--PORT'. Did you mean '--port'?"),
        (
            ["--idle-timeuot", "5"],
            "Unknown option '--idle-timeuot'. Did you mean '--idle-timeout'?"
        ),
        (["--helpp"], "Unknown option '--helpp'. Did you mean '--help'?"),
        (["--frobnicate", "--hots"], "Unknown option '--frobnicate'"),
        (["-x"], "Unknown option '-x'"),
        (["---"], "Unknown option '---'"),
        (["check", "--port", "1"], "Unknown option '--port'"),
        (["generate", "--user", "5"], "Unknown option '--user'. Did you mean '--users'?"),
        (["surplus", "--frobnicate"], "Unknown option '--frobnicate'"),
        (["--reseed", "check"], "Unexpected argument 'check'"),
        (["--", "--port"], "Unexpected argument '--port'"),
        (["init", "a", "b", "c"], "2 unexpected arguments: 'b', 'c'"),
        (["check"], "Missing expected argument '<path> ...'"),
    ])
    func `is read from left to right`(words: [String], message: String) throws {
        let run = try Run(words)
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.output == "")
        #expect(run.exitCode == 2)
    }

    @Test func `beats a variable, which is refused under its own name`() throws {
        let variables = ["SEATFILLER_LOG_LEVEL": "loud", "SEATFILLER_PORT": "x"]
        let levels = "trace, debug, info, notice, warning, error, critical"
        #expect(
            try Run("-p0", environment: variables).errors
                == "seatfiller: SEATFILLER_LOG_LEVEL 'loud' is none of \(levels)\n")
        #expect(
            try Run("--log-level=info", environment: variables).errors
                == "seatfiller: SEATFILLER_PORT 'x' is not an integer from 0 to 65535\n")
        #expect(
            try Run("health", environment: variables).errors
                == "seatfiller: SEATFILLER_PORT 'x' is not an integer from 0 to 65535\n")
        // Only serve's options have variables.
        #expect(
            try Run(
                "generate", "--users=x",
                environment: ["SEATFILLER_STORE": "", "SEATFILLER_SEED": "x"]
            )
            .errors == "seatfiller: --users 'x' is not an integer from 0 to 100000000\n")
    }

    @Test(arguments: [
        ["serve"], ["check"], ["init"], ["generate"], ["health"], ["help"], ["--frobnicate"],
        ["--port", "x"], ["surplus"],
    ])
    func `that asks for the version gets it`(words: [String]) throws {
        let run = try Run(words + ["--version"])
        #expect(run.output == "seatfiller 0.1.0\n")
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
    }
}
