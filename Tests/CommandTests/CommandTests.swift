import Foundation
import SQLite
import Testing

@Suite struct `The command` {
    @Test func `prints its version`() throws {
        let run = try Run("--version")
        #expect(run.output == "seatfiller 0.1.0\n")
        #expect(run.exitCode == 0)
    }

    @Test func `explains itself`() throws {
        #expect(
            try Run("--help").output == """
                OVERVIEW: An emulator of Microsoft Store for Business and AvePoint Elements
                licence APIs.

                USAGE: seatfiller <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  serve (default)         Start the server.
                  check                   Validate seeds: every mistake with file, line, column
                                          and what to do.
                  init                    Write a commented seed to begin with.
                  generate                Print a seed of any size, or make a store of it.
                  health                  Exit 0 when the server there is ready, else 1.

                  See 'seatfiller help <subcommand>' for detailed help.

                """)
    }

    @Test func `explains the options of serve`() throws {
        #expect(try Run("help", "serve").output == Self.serveHelp)
    }

    @Test(arguments: [
        (["--prot", "1"], "seatfiller: Unknown option '--prot'. Did you mean '--port'?\n"),
        (["--port", "70000"], "seatfiller: --port '70000' is not an integer from 0 to 65535\n"),
        (["--port", "x"], "seatfiller: --port 'x' is not an integer from 0 to 65535\n"),
        (["--loops", "0"], "seatfiller: --loops '0' is not an integer from 1 to 256\n"),
        (
            ["--host", "0.0.0.0"],
            "seatfiller: --host 0.0.0.0 can be reached from elsewhere: give --admin-token for the control "
                + "plane, or leave it open with --admin-open\n"
        ),
        (
            ["--host", "example.org"],
            "seatfiller: --host example.org is no address; give an IPv4 or IPv6 address, or localhost\n"
        ),
        (["--host", ""], "seatfiller: --host is empty\n"),
        (["--seed", "/nowhere.json"], "seatfiller: there is no seed at /nowhere.json\n"),
        (
            ["--seed", "/etc/hostname"],
            "seatfiller: the seed /etc/hostname ends in none of .json, .sql and .db\n"
        ),
        (
            ["--seed", "/proc/self/attr"],
            "seatfiller: the folder /proc/self/attr holds no .json, .sql or .db file\n"
        ),
        (
            ["--store", "/nowhere/x.db"],
            "seatfiller: the store /nowhere/x.db cannot be used: unable to open database file\n"
        ),
        (
            ["--token-key", "abc"],
            "seatfiller: --token-key is not written in 32 hexadecimal digits or more\n"
        ),
        (
            ["--log-level", "loud"],
            "seatfiller: --log-level 'loud' is none of trace, debug, info, notice, warning, error, "
                + "critical\n"
        ),
        (["--log-format", "xml"], "seatfiller: --log-format 'xml' is not text or json\n"),
        (["--quirk", "x"], "seatfiller: 'x' is not written NAME=VALUE\n"),
        (
            ["--idle-timeout", "0"],
            "seatfiller: --idle-timeout '0' is not a number of seconds from 0.01 to 86400\n"
        ),
        (["health", "ftp://x"], "seatfiller: the URL 'ftp://x' does not start with http://\n"),
        (["serve", "surplus"], "seatfiller: Unexpected argument 'surplus'\n"),
    ])
    func `refuses what it cannot use with one line and exit code 2`(
        arguments: [String], message: String
    ) throws {
        let process = Run.process(["--port", "0"] + arguments, [:], nil)
        let errors = Pipe()
        process.arguments = arguments
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        #expect(try errors.fileHandleForReading.readToEnd() == Data(message.utf8))
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
    }

    @Test func `reads its options from the environment too, a flag beating a variable`() throws {
        let run = try Run("--port", "0", environment: ["SEATFILLER_LOOPS": "many"])
        #expect(
            run.errors == "seatfiller: SEATFILLER_LOOPS 'many' is not an integer from 1 to 256\n")
        #expect(run.exitCode == 2)
        let server = try Server(
            "--port", "0",
            environment: [
                "SEATFILLER_PORT": "70000", "SEATFILLER_QUIRK": "store.maxResults=clamp",
                "SEATFILLER_NO_RULE_HEADER": "true",
            ])
        let answer = try Run.curl(
            "-i", server.url + "/V1/Users/max@contoso.com/Seats?maxResults=500")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!answer.contains("X-Seatfiller-Rule"))
    }

    @Test func `checks seeds and says every mistake`() throws {
        let folder = try temporaryFolder()
        try Data("{\"element\":{}}".utf8).write(to: folder.appending(path: "a.json"))
        try Data("\nDROP TABLE store_users".utf8).write(to: folder.appending(path: "b.sql"))
        let run = try Run("check", "a.json", "b.sql", in: folder)
        #expect(
            run.errors == """
                seatfiller: a.json:1:2: unknown member "element" in a seed; did you mean "elements"?
                b.sql:2:1: a seed may only SELECT, INSERT, UPDATE and DELETE

                """)
        #expect(run.exitCode == 2)
        #expect(try Run("check", folder.path).errors.contains("/a.json:1:2: "))
    }

    @Test func `makes a store of seeds, which is a seed`() throws {
        let folder = try temporaryFolder()
        _ = try Run("init", in: folder)
        let run = try Run("check", "seed.json", "--store", "seed.db", in: folder)
        #expect(run.output == "no mistakes: 1 user, 1 seat, 1 customer, 1 tenant\nmade seed.db\n")
        let seed = folder.appending(path: "seed.db").path
        #expect(
            try Run("check", seed).output == "no mistakes: 1 user, 1 seat, 1 customer, 1 tenant\n")
        #expect(
            try Server("--port", "0", "--seed", seed).readyLine
                .hasSuffix(": 1 user, 1 seat, 1 customer, 1 tenant"))
        let store = try Connection(.file(seed))
        try store.run("PRAGMA foreign_keys = OFF")
        try store.run("DELETE FROM store_users")
        let broken = try Run("check", seed)
        #expect(
            broken.errors
                == """
                seatfiller: the store is damaged: a row of store_seats refers to a row of store_users \
                that is not there

                """
        )
        #expect(broken.exitCode == 2)
        let again = try Run("check", "seed.json", "--store", "seed.db", in: folder)
        #expect(again.errors == "seatfiller: seed.db exists already; name another file\n")
        #expect(again.exitCode == 2)
    }

    @Test func `writes a seed to begin with, which it then checks and serves`() throws {
        let folder = try temporaryFolder()
        let run = try Run("init", in: folder)
        #expect(run.output == "wrote seed.json; start with: seatfiller --seed seed.json\n")
        #expect(
            try Run("check", "seed.json", in: folder).output
                == "no mistakes: 1 user, 1 seat, 1 customer, 1 tenant\n")
        let again = try Run("init", in: folder)
        #expect(again.errors == "seatfiller: seed.json exists already; name another folder\n")
        #expect(again.exitCode == 2)
        #expect(
            try Run("init", "deep/er", in: folder).output.hasPrefix("wrote deep/er/seed.json; "))
    }
}

extension Run {
    /// What curl prints of an answer.
    static func curl(_ arguments: String...) throws -> String {
        try curl(arguments)
    }

    static func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--max-time", "10", "--noproxy", "*"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
