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
                  exec                    Run a command with a server of its own.
                  gauntlet                Run a client through every way in which paging goes
                                          wrong.
                  check                   Check seeds: report every mistake with its file, line
                                          and column, and what to do.
                  init                    Write a commented seed to start from.
                  generate                Print a seed of any size, or make a store of it.
                  export                  Print the data of a running server, or of a store
                                          file, as a seed.
                  verify                  Exit 0 if the clients of a running server have read
                                          their lists whole, else 1.
                  ca                      Print the certificate that makes clients trust the
                                          server there, in PEM.
                  env                     Print what leads clients that nobody changed to the
                                          server there.
                  health                  Exit 0 if the server is ready, else 1.

                  See 'seatfiller help <subcommand>' for detailed help.

                """)
    }

    @Test(arguments: [
        (["--prot", "1"], "Unknown option '--prot'. Did you mean '--port'?"),
        (
            ["--host", "0.0.0.0"],
            "--host 0.0.0.0 can be reached from elsewhere: give --admin-token for the control "
                + "plane, or leave it open with --admin-open"
        ),
        (
            ["--host", "example.org"],
            "The value 'example.org' is invalid for '--host <host>': give an IPv4 or IPv6 address, or localhost"
        ),
        (
            ["--host", " 127.0.0.1"],
            "The value ' 127.0.0.1' is invalid for '--host <host>': give an IPv4 or IPv6 address, or localhost"
        ),
        (
            ["--admin-token", String(repeating: "x", count: 1025)],
            "--admin-token is longer than 1024 bytes"
        ),
        (["--reseed"], "--reseed needs a store file; name it with --store"),
        (
            ["help", "nope"],
            """
            there is no sub-command 'nope'; use one of serve, exec, gauntlet, check, init, generate, export, \
            verify, ca, env, health
            """
        ),
        (["init", ""], "The value '' is invalid for '<folder>': give a text that is not empty"),
        (["check", ""], "The value '' is invalid for '<path>': give a text that is not empty"),
        (
            ["--port", "-1"],
            "The value '-1' is invalid for '--port <port>': give an integer from 0 to 65535"
        ),
        (
            ["--idle-timeout", "-0.5"],
            "The value '-0.5' is invalid for '--idle-timeout <seconds>': give a number of seconds from 0.01 to 86400"
        ),
        (["--seed", "/nowhere.json"], "there is no seed at /nowhere.json"),
        (["--seed", "/nowhere.sql", "--seed", "/etc"], "there is no seed at /nowhere.sql"),
        (["--seed", "-", "--seed", "-"], "standard input (-) can be a seed only once"),
        (
            ["--seed", "/etc/hostname"],
            "the seed /etc/hostname must end in .json, .sql or .db"
        ),
        (
            ["--seed", "/proc/self/attr"],
            "the folder /proc/self/attr holds no .json, .sql or .db file"
        ),
        (
            ["--store", "/nowhere/x.db"],
            "the store /nowhere/x.db cannot be used: unable to open database file"
        ),
        (
            ["--quirk", "x"],
            "The value 'x' is invalid for '--quirk <name=value>': 'x' is not written NAME=VALUE"
        ),
        (["serve", "surplus"], "Unexpected argument 'surplus'"),
        (["check"], "Missing expected argument '<path> ...'"),
        (["check", "--", "--odd.json"], "there is no seed at --odd.json"),
    ])
    func `refuses what it cannot use with one line and exit code 2`(
        arguments: [String], message: String
    ) throws {
        let run = try Run(arguments)
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.output == "")
        #expect(run.exitCode == 2)
    }

    @Test(arguments: [
        "ftp://x", "http://127.0.0.1:99999", "http://127.0.0.1:0", "http://example.com:80",
        "http://127.0.0.1", "http://::1:80", "http://[::1]", "http:// 127.0.0.1:80", "",
    ])
    func `asks no URL for its health that can be none of a server`(url: String) throws {
        let run = try Run("health", url)
        #expect(
            run.errors == """
                seatfiller: The value '\(url)' is invalid for '<url>': give a URL such as \
                http://127.0.0.1:7328, with an address or localhost and a port

                """)
        #expect(run.exitCode == 2)
        let port = try Run(["health"], environment: ["SEATFILLER_PORT": "0"])
        #expect(
            port.errors
                == "seatfiller: SEATFILLER_PORT is 0, which means any port; give the server's URL\n"
        )
        #expect(port.exitCode == 2)
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
