import ArgumentParser
import Foundation
import Testing

@testable import Command

@Suite struct `Help` {
    @Test(arguments: [
        (
            "check",
            """
            OVERVIEW: Check seeds: report every mistake with its file, line and column, and
            what to do.

            Several paths add up, like several --seed options.

            USAGE: seatfiller check <path> ... [--store <path>]

            ARGUMENTS:
              <path>                  A .json, .sql or .db file, a folder of them, or - for
                                      standard input.

            OPTIONS:
              --store <path>          Make a store file of the seeds. It is a seed itself.
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "init",
            """
            OVERVIEW: Write a commented seed to start from.

            USAGE: seatfiller init [<folder>]

            ARGUMENTS:
              <folder>                The folder to write seed.json into. (default: .)

            OPTIONS:
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "generate",
            """
            OVERVIEW: Print a seed of any size, or make a store of it.

            The same options make the same bytes on every machine.

            USAGE: seatfiller generate [--users <n>] [--seats-per-user <n>] \
            [--seats-of-first-user <n>] [--products <n>] [--customers <n>] [--tenants <n>] \
            [--seed <n>] [--store <path>]

            OPTIONS:
              --users <n>             Users. (default: 100)
              --seats-per-user <n>    Seats per user, each of another product. (default: 3)
              --seats-of-first-user <n>
                                      Seats of the first user. (default: as many as the
                                      others have)
              --products <n>          Products. (default: 50)
              --customers <n>         Customers of the partner. (default: 2)
              --tenants <n>           Tenants per customer. (default: 4)
              --seed <n>              Another number makes another seed. (default: 1)
              --store <path>          Make this store file instead of printing.
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "export",
            """
            OVERVIEW: Print the data of a running server, or of a store file, as a seed.

            The seed loads again and gives the same answers.

            USAGE: seatfiller export [<source>] [--world <name>] [--admin-token <token>] [--output <path>]

            ARGUMENTS:
              <source>                A server's base URL, http with an address or
                                      localhost and a port, or a store file, which stays as
                                      it is. (default: this machine, at the port of
                                      SEATFILLER_PORT or 7328)

            OPTIONS:
              --world <name>          The server's world. (default: default)
              --admin-token <token>   Bearer token that the server's /__admin requires.
                                      (default: SEATFILLER_ADMIN_TOKEN)
              --output <path>         Write this file instead of printing: whole, or not at
                                      all.
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "verify",
            """
            OVERVIEW: Exit 0 if the clients of a running server have read their lists
            whole, else 1.

            Clients that may still go on count as having given up.

            USAGE: seatfiller verify [<url>] [--world <name>] [--operation <name>] \
            [--allow <finding> ...] [--least <n>] [--junit <path>] [--admin-token <token>]

            ARGUMENTS:
              <url>                   The server's base URL; http, with an address or
                                      localhost and a port. (default: this machine, at the
                                      port of SEATFILLER_PORT or 7328)

            OPTIONS:
              --world <name>          The server's world. (default: default)
              --operation <name>      Only the lists of this operation, such as
                                      store.listSeatsOfUser.
              --allow <finding>       A finding that is no fault, such as restarted;
                                      repeatable.
              --least <n>             How many traversals there must be. (default: 1)
              --junit <path>          Write this file too, in the form of JUnit's results.
              --admin-token <token>   Bearer token that the server's /__admin requires.
                                      (default: SEATFILLER_ADMIN_TOKEN)
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "health",
            """
            OVERVIEW: Exit 0 if the server is ready, else 1.

            USAGE: seatfiller health [<url>]

            ARGUMENTS:
              <url>                   The server's base URL: http, an address or localhost,
                                      and a port. (default: this machine, at the port of
                                      SEATFILLER_PORT or 7328)

            OPTIONS:
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
    ])
    func `explains a sub-command`(name: String, text: String) throws {
        let run = try Run("help", name)
        #expect(run.output == text)
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
        #expect(try Run(name, "--help").output == text)
    }

    @Test(arguments: [
        ["serve", "--help"], ["serve", "-h"], ["--port", "0", "-h"], ["help", "serve"],
    ])
    func `of serve is shown where its name or its options are`(words: [String]) throws {
        let run = try Run(words)
        #expect(run.output == `The command`.serveHelp)
        #expect(run.exitCode == 0)
    }

    @Test func `of exec explains it, and has the options of serve`() throws {
        let run = try Run("help", "exec")
        #expect(
            run.output.hasPrefix(
                """
                OVERVIEW: Run a command with a server of its own.

                The server listens on a free port unless --port names one. It is ready before
                the command starts, and SEATFILLER_URL holds its base URL. Other variables lead
                clients to the server that have the services' hosts written into them. Signals
                go to the command. The exit code is the command's: 128 plus the signal that
                ended it, 127 if there is no such command, 126 if it cannot be executed.

                USAGE: seatfiller exec [<options of serve>] [--verify] [--quiet] [--coverage <path>] \
                -- <command> ...

                """))
        for option in try OptionTable(of: ServeCommand.self).options {
            #expect(run.output.contains("--\(option.name) "), "\(option.name)")
        }
        #expect(run.output.contains("  --quiet "))
        #expect(run.output.contains("  --coverage <path> "))
        #expect(run.exitCode == 0)
    }

    @Test(arguments: [["-h"], ["help"]])
    func `of the whole command is shown where no sub-command is named`(words: [String]) throws {
        #expect(try Run(words).output == Run("--help").output)
    }

    /// The table of the pages that begins with a command: its rows, as their cells.
    private static func table(of command: String) throws -> [[String]] {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Sources/Seatfiller/Seatfiller.docc")
        let pages = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "md" }
        let texts = try pages.map { try String(contentsOf: $0, encoding: .utf8) }
        let behind = texts.compactMap { text in
            text.range(of: "\n\n| `seatfiller \(command)` | ").map { text[$0.upperBound...] }
        }
        #expect(behind.count <= 1, "\(command) has a table on several pages")
        let table = behind.first?.split(separator: "\n\n").first ?? ""
        return table.split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: " | ").map(String.init)
        }
    }

    private static let subcommands = SeatfillerCommand.configuration.subcommands
    private static let names: [String] = subcommands.compactMap { $0.configuration.commandName }

    @Test(arguments: names)
    func `names the options of the pages, and no other`(name: String) throws {
        let command = try #require(
            Self.subcommands.first { $0.configuration.commandName == name })
        var options = try Set(OptionTable(of: command).options.map(\.name))
        if name == "exec" {
            try options.subtract(OptionTable(of: ServeCommand.self).options.map(\.name))
        }
        let named = try Self.table(of: name).flatMap { row in
            row[0].matches(of: /--([a-z-]+)/).map { String($0.1) }
        }
        #expect(named.count == Set(named).count)
        #expect(Set(named) == options)
    }

    @Test func `of serve has the variables of the pages`() throws {
        let rows = try Self.table(of: "serve")
        for option in try OptionTable(of: ServeCommand.self).options {
            let name = "`--\(option.name)"
            let row = try #require(
                rows.first { $0[0].hasPrefix("| \(name) ") || $0[0].hasPrefix("| \(name)`") })
            #expect(row[1] == "`\(option.variable)`")
        }
    }

    @Test func `names the commands of the pages`() throws {
        let rows = try Self.table(of: "COMMAND")
        for name in Self.names {
            #expect(
                rows.contains { row in
                    ["\(name)]", "\(name) ", "\(name)`"].contains { row[0].contains($0) }
                }, "\(name)")
        }
    }

    @Test func `of the gauntlet says what it is, and how it ends`() throws {
        let run = try Run("help", "gauntlet")
        #expect(
            run.output.hasPrefix(
                """
                OVERVIEW: Run a client through every way in which paging goes wrong.

                For each case the client runs once, in a world of its own and in the
                environment of exec. SEATFILLER_URL, SEATFILLER_USER, SEATFILLER_CUSTOMER and
                SEATFILLER_TOKEN_URL say what to walk, and {url}, {user} and {customer} in its
                arguments are replaced. It prints what it has found: a JSON array, JSON lines
                or plain lines, of identities or of items. The exit code is 0 if the client
                stands all cases that it must, 1 if not, 2 for a wrong command line, 3 if the
                command cannot be run.

                USAGE: seatfiller gauntlet [<options>] -- <command> ...

                """))
        #expect(run.exitCode == 0)
    }
}
