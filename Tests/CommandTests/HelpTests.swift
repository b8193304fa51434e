import Testing

@Suite struct `Help` {
    @Test(arguments: [
        (
            "check",
            """
            OVERVIEW: Validate seeds: every mistake with file, line, column and what to do.

            Several paths add up, as several --seed do.

            USAGE: seatfiller check [--store <path>] <path> ...

            ARGUMENTS:
              <path>                  A .json, .sql or .db file, a folder of them, or - for
                                      standard input.

            OPTIONS:
              --store <path>          Make this store file of them, a seed too.
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "init",
            """
            OVERVIEW: Write a commented seed to begin with.

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
              --seats-per-user <n>    Seats of each, of as many products. (default: 3)
              --seats-of-first-user <n>
                                      Seats of the first user instead. (default: as many as
                                      the others have)
              --products <n>          Products. (default: 50)
              --customers <n>         Customers of the partner's. (default: 2)
              --tenants <n>           Tenants of each customer. (default: 4)
              --seed <n>              Another number makes another seed. (default: 1)
              --store <path>          Make this store file instead of printing.
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "health",
            """
            OVERVIEW: Exit 0 when the server there is ready, else 1.

            USAGE: seatfiller health [<url>]

            ARGUMENTS:
              <url>                   The server's base URL; http, with an address or
                                      localhost, and a port.

            OPTIONS:
              --version               Show the version.
              -h, --help              Show help information.


            """
        ),
        (
            "help",
            """
            OVERVIEW: Show subcommand help information.

            USAGE: seatfiller help [<subcommands> ...]

            ARGUMENTS:
              <subcommands>

            OPTIONS:
              --version               Show the version.


            """
        ),
    ])
    func `explains a sub-command`(name: String, text: String) throws {
        let run = try Run("help", name)
        #expect(run.output == text)
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
        if name != "help" { #expect(try Run(name, "--help").output == text) }
    }

    @Test(arguments: [
        ["serve", "--help"], ["serve", "-h"], ["--port", "x", "-h"], ["--help", "--port", "x"],
        ["--frobnicate", "--help"], ["surplus", "--help"], ["--help", "--version"],
        ["help", "serve", "--help"], ["help", "serve", "check"],
    ])
    func `of serve is shown wherever it is asked for`(words: [String]) throws {
        let run = try Run(words)
        #expect(run.output == `The command`.serveHelp)
        #expect(run.exitCode == 0)
    }

    @Test(arguments: [["-h"], ["help"], ["help", "--help"], ["help", "-h"], ["help", "surplus"]])
    func `of the whole command is shown where no sub-command is named`(words: [String]) throws {
        #expect(try Run(words).output == Run("--help").output)
    }

    @Test func `is as wide as the terminal`() throws {
        #expect(
            try Run("help", "health", environment: ["COLUMNS": "50"]).output == """
                OVERVIEW: Exit 0 when the server there is ready,
                else 1.

                USAGE: seatfiller health [<url>]

                ARGUMENTS:
                  <url>                   The server's base URL;
                                          http, with an address
                                          or localhost, and a
                                          port.

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test(arguments: ["-9223372036854775808", "0", "x", "99999999999999999999"])
    func `is 80 columns wide where COLUMNS says nothing of use`(columns: String) throws {
        let help = try Run("help", "generate", environment: ["COLUMNS": columns])
        #expect(help.output == (try Run("help", "generate").output))
        let wide = try Run(
            "help", "generate", environment: ["COLUMNS": "9223372036854775807"]
        ).output
        #expect(wide.contains("instead. (default: as many as the others have)"))
    }
}
