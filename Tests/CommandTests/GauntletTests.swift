import Foundation
import TestWorlds
import Testing

@Suite struct `A client in the gauntlet` {
    /// One user with one seat.
    private static func seed() throws -> String {
        let path = try temporaryFolder().appending(path: "seed.json").path
        let text = """
            { "implicit": true, "storeForBusiness": [{ "tenantId": "t", "users": [{ "userName": "a@b" }],
              "seats": [{ "assignedTo": "a@b", "productKey": { "productId": "P1", "skuId": "0001" } }] }] }
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// What a shell does behind a walk along the only page.
    private static func run(_ script: String, _ options: String...) throws -> Run {
        try Run(
            ["gauntlet", "--seed", seed(), "--only", "plain"] + options + [
                "--", "sh", "-c", walk + script,
            ])
    }

    /// The row of the plain walk, without its time.
    private static func row(_ run: Run) -> String {
        let line = run.output.split(separator: "\n").first { $0.hasPrefix("plain") } ?? ""
        return line.split(separator: " ", omittingEmptySubsequences: true)
            .filter { $0.wholeMatch(of: /\d+\.\d\d/) == nil }.joined(separator: " ")
    }

    @Test(arguments: [
        ("echo P1/0001", "passed 1"),
        ("printf ' p1/0001 \\r\\n\\n'", "passed 1"),
        (#"printf '\357\273\277["P1/0001"]'"#, "passed 1"),
        (#"printf '\357\273\277P1/0001\n'"#, "passed 1"),
        (#"echo '["P1/0001"]'"#, "passed 1"),
        (#"echo '[{"productKey":{"productId":"P1","skuId":"0001"}}]'"#, "passed 1"),
        (#"echo '{"productId":"P1","skuId":"0001","more":1}'"#, "passed 1"),
        (#"printf '"P1/0001"\n\n"P1/0001"\n'"#, "1 twice 1"),
        ("true", "lost 1 of 1 1"),
        ("echo P2/0001", "lost 1 of 1, 1 unknown such as 'p2/0001' 1"),
        ("echo begun >&2; echo no luck >&2; exit 3", "exit 3: no luck 1"),
        ("kill -SEGV $$", "ended by signal 11 (SEGV) 1"),
        ("exec >&- 2>&-", "lost 1 of 1 1"),
        ("echo P1/0001; yes | head -c 20000000", "printed more than 16 MiB 1 output-cut"),
        ("sleep 60 & echo P1/0001", "passed 1 left-processes"),
    ])
    func `is told what it has made of a case`(script: String, row: String) throws {
        let run = try Self.run(script)
        #expect(Self.row(run) == "plain all \(row)")
        #expect(run.errors == "")
        #expect(run.exitCode == (row.hasPrefix("passed 1") ? 0 : 1))
    }

    @Test func `has no other page than the first where there is one`() throws {
        let walk = #"curl -sf -o /dev/null "$SEATFILLER_URL/V1/Users/$SEATFILLER_USER/Seats""#
        let run = try Run([
            "gauntlet", "--seed", Self.seed(), "--only", "plain", "--only", "page-overlaps@last",
            "--only", "access-token-expired@2", "--", "sh", "-c", walk + " && echo P1/0001",
        ])
        #expect(run.errors == "")
        let rows = run.output.split(separator: "\n").filter {
            $0.contains("not met: the seed has ")
        }
        #expect(rows.count == 2, "\(run.output)")
        #expect(run.exitCode == 0)
    }

    @Test func `is judged by its exit code alone where it is told to be`() throws {
        #expect(Self.row(try Self.run("echo done", "--answer", "exit")) == "plain all passed 1")
        let lines = try Self.run(#"echo '["P1/0001"]'"#, "--answer", "lines")
        #expect(
            Self.row(lines) == #"plain all lost 1 of 1, 1 unknown such as '["p1/0001"]' 1"#)
        let json = try Self.run("echo P1/0001", "--answer", "json")
        #expect(Self.row(json).hasPrefix("plain all printed no JSON: "))
    }

    @Test func `that hangs is ended, even if it ignores being asked`() throws {
        let run = try Self.run(
            "trap '' TERM; while :; do sleep 0.01; done", "--timeout", "5")
        #expect(Self.row(run) == "plain all hung after 1 request 1 ignored-sigterm")
        #expect(run.exitCode == 1)
    }

    @Test func `finds its list in its arguments and in its environment`() throws {
        let run = try Run(
            "gauntlet", "--seed", try Self.seed(), "--only", "plain", "--", "sh", "-c",
            """
            [ "$1" = "$SEATFILLER_URL" ] && [ "$2" = "$SEATFILLER_USER" ] || exit 5
            [ "$SEATFILLER_TOKEN_URL" = "$1/b/oauth2/token" ] || exit 6
            curl -s "$1/V1/Users/$2/Seats" | grep -o '"P1","skuId":"0001"' | sed 's/.*/P1\\/0001/'
            """, "sh", "{url}", "{user}")
        #expect(Self.row(run) == "plain all passed 1")
    }

    @Test func `that nobody changed is led to its world by the proxy`() throws {
        let run = try Run(
            "gauntlet", "--seed", try Self.seed(), "--only", "plain", "--", "sh", "-c",
            "curl -s https://bspmts.mp.microsoft.com/V1/Users/a@b/Seats | grep -q P1 && echo P1/0001"
        )
        #expect(Self.row(run) == "plain all passed 1")
    }

    @Test func `that fails is reproduced by the line that is printed`() throws {
        let client =
            #"echo $(curl -s "$1/V1/Users/$SEATFILLER_USER/Seats" | grep -c seats) >&2; echo P1/0001"#
        let seed = try Self.seed()
        let run = try Run(
            "gauntlet", "--seed", seed, "--only", "unknown-user", "--", "sh", "-c", client, "it's",
            "{url}")
        #expect(run.exitCode == 1)
        let line = try #require(run.output.split(separator: "\n").last).drop { $0 == " " }
        let folder = Run.executable.deletingLastPathComponent().path
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", String(line)]
        shell.environment = ProcessInfo.processInfo.environment
            .merging(["PATH": "\(folder):/usr/bin:/bin"]) { $1 }
        let errors = Pipe()
        let output = Pipe()
        shell.standardError = errors
        shell.standardOutput = output
        try shell.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let log = try errors.fileHandleForReading.readToEnd() ?? Data()
        shell.waitUntilExit()
        #expect(String(decoding: text, as: UTF8.self) == "P1/0001\n")
        // The user does not exist, so no page comes.
        #expect(String(decoding: log, as: UTF8.self) == "0\nseatfiller: 1 request: 1 store\n")
    }

    @Test func `leaves reports that machines read`() throws {
        let folder = try temporaryFolder()
        let (json, junit) = (folder.appending(path: "a.json"), folder.appending(path: "a.xml"))
        let run = try Self.run("exit 4", "--json", json.path, "--junit", junit.path)
        #expect(run.exitCode == 1)
        struct Report: Decodable {
            struct Case: Decodable {
                let `case`, severity, wanted, happened, reproduce: String
                let passed, met: Bool
                let requests: Int
                let seconds: Double
            }
            let passed: Bool
            let cases: [Case]
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: json))
        let only = try #require(report.cases.first)
        #expect(!report.passed && report.cases.count == 1 && !only.passed && only.met)
        #expect(
            [only.case, only.severity, only.wanted, only.happened] == [
                "plain", "must", "all", "exit 4",
            ])
        #expect(only.requests == 1)
        #expect(only.reproduce.hasPrefix("seatfiller exec --seed "))
        let xml = try String(contentsOf: junit, encoding: .utf8)
        #expect(
            xml.contains(
                #"<testsuite name="seatfiller gauntlet" tests="1" failures="1" errors="0" skipped="0""#
            ))
        #expect(xml.contains(#"<failure message="exit 4">seatfiller exec --seed "#))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func `ends with the gauntlet`(number: Int32) throws {
        let ids = try temporaryFolder().appending(path: "ids")
        let process = Run.process(
            [
                "gauntlet", "--seed", try Self.seed(), "--timeout", "600", "--", "sh", "-c",
                "sleep 600 & echo $! $$ > '\(ids.path).new'; mv '\(ids.path).new' '\(ids.path)'; wait",
            ], [:], nil)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + .patience
        while !FileManager.default.fileExists(atPath: ids.path), ContinuousClock.now < deadline {}
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationStatus == number)
        for id in try String(contentsOf: ids, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        {
            let id = try #require(Int32(id))
            while Self.isRunning(id), ContinuousClock.now < deadline {}
            #expect(!Self.isRunning(id))
        }
    }

    @Test(arguments: ["gauntlet", "exec"])
    func `does not outlive what started it, however early that ends`(command: String) throws {
        let ids = try temporaryFolder().appending(path: "ids")
        let seed = try Self.seed()
        for _ in 0..<5 {
            let run = try Run([
                command, "--seed", seed, "--", "sh", "-c",
                "echo $$ > '\(ids.path)'; kill -9 $PPID; exec sleep 600 > /dev/null 2>&1",
            ])
            #expect(run.exitCode == SIGKILL)
            let text = try String(contentsOf: ids, encoding: .utf8)
            let id = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            let deadline = ContinuousClock.now + .patience
            while Self.isRunning(id), ContinuousClock.now < deadline {}
            #expect(!Self.isRunning(id))
        }
    }

    private static func isRunning(_ id: Int32) -> Bool {
        let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        let state = text?.split(separator: ") ").last?.split(separator: " ").first
        return state != nil && state != "Z"
    }

    @Test(
        arguments: [
            (["--"], "give a command after --, as in: gauntlet -- ./client {url}", 2),
            (["--user", "a@b", "--customer", "c", "--", "x"], "give --user or --customer", 2),
            (
                ["--operation", "store.getSeat", "--", "x"],
                """
                --operation store.getSeat lists nothing; use one of store.listSeatsOfUser, store.listSeats, \
                store.getInventory, elements.retrieveTenantSeats, elements.retrieveServices, \
                elements.retrieveCustomers, elements.retrieveProtectedUsers, elements.retrieveBackupOverview, \
                elements.retrieveJobs, elements.retrieveScanProfiles
                """, 2
            ),
            (["--user", "no@body", "--", "x"], "--user no@body: the seed has no such user", 2),
            (["--seed", "/nowhere.json", "--", "x"], "there is no seed at /nowhere.json", 2),
            (["--", "/nowhere/client"], "/nowhere/client: No such file or directory", 3),
            (
                ["--json", "/nowhere/x", "--", "true"],
                "/nowhere/x cannot be written: No such file or directory", 2
            ),
        ] as [([String], String, Int32)])
    func `that cannot be judged is told why`(words: [String], message: String, code: Int32) throws {
        let run = try Run(["gauntlet"] + words)
        #expect(run.errors == "seatfiller: \(message)\n")
        #expect(run.output == "")
        #expect(run.exitCode == code)
    }

    /// What a client does, what the row of its plain walk says, and what a person is told.
    @Test(
        arguments: [
            (
                "true", "asked for no page",
                "the client asked for nothing; lead it to {url}, or to SEATFILLER_URL"
            ),
            (
                "curl -s $SEATFILLER_URL/V1/Inventory; exit 4", "exit 4",
                "the client asked for no page of store.listSeatsOfUser but for store.getInventory; "
                    + "name its list with --operation (exit 4)"
            ),
            (
                "curl -s $SEATFILLER_URL/V1/Users/no@body/Seats", "got no page",
                "the client got no page of store.listSeatsOfUser"
            ),
            (
                walk + "curl -s -X DELETE $SEATFILLER_URL/__admin/requests", lost,
                "the client \(lost)"
            ),
            (walk + "curl -s -X POST $SEATFILLER_URL/__admin/reset", lost, "the client \(lost)"),
            (
                walk + "curl -s -X DELETE ${SEATFILLER_URL%/__world/*}/__admin/worlds/plain", lost,
                "the client \(lost)"
            ),
        ])
    func `that has no plain walk is told why, in reports too`(
        script: String, happened: String, remark: String
    ) throws {
        let junit = try temporaryFolder().appending(path: "a.xml")
        let run = try Run("gauntlet", "--junit", junit.path, "--", "sh", "-c", script)
        #expect(run.errors == "")
        #expect(Self.row(run).hasPrefix("plain all \(happened)"), "\(run.output)")
        #expect(run.output.contains("\n\(remark); no other case was run\n"), "\(run.output)")
        #expect(run.exitCode == 1)
        let xml = try String(contentsOf: junit, encoding: .utf8)
        #expect(xml.contains(#"<failure message="\#(happened)">seatfiller exec "#), "\(xml)")
    }

    private static let walk =
        #"curl -s -o /dev/null "$SEATFILLER_URL/V1/Users/$SEATFILLER_USER/Seats"; "#
    private static let lost = "emptied, reset or dropped its world, so it cannot be judged"

    @Test func `that drops the world of a case fails the case, and no other`() throws {
        let drop = "curl -s -X DELETE ${SEATFILLER_URL%/__world/*}/__admin/worlds/no-items"
        let run = try Run([
            "gauntlet", "--only", "plain", "--only", "no-items", "--only", "unknown-user", "--",
            "sh",
            "-c", Self.walk + drop,
        ])
        #expect(run.errors == "")
        let row = run.output.split(separator: "\n").first { $0.hasPrefix("no-items") }
        #expect(row?.contains(" \(Self.lost) ") == true, "\(run.output)")
        #expect(run.output.contains("\nunknown-user "), "\(run.output)")
    }

    @Test func `does not pass a case whose fault never acted`() throws {
        let run = try Run([
            "gauntlet", "--seed", Self.seed(), "--only", "plain", "--only", "page-short@1", "--",
            "sh",
            "-c", Self.walk + "echo P1/0001",
        ])
        let row = run.output.split(separator: "\n").first { $0.hasPrefix("page-short@1") }
        #expect(row?.contains("not met: its fault never acted") == true, "\(run.output)")
        #expect(run.output.contains("\n1 of 2 passed; 1 not met\n"), "\(run.output)")
        #expect(run.exitCode == 0)
    }

    @Test func `has not passed where nobody can read its score card`() throws {
        let process = Run.process(
            [
                "gauntlet", "--seed", try Self.seed(), "--only", "plain", "--", "sh", "-c",
                Self.walk + "echo P1/0001",
            ], [:], nil)
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(
            String(decoding: text, as: UTF8.self)
                == "seatfiller: standard output cannot be written: No space left on device\n")
        #expect(process.terminationStatus == 1)
    }

    @Test func `is told which cases there are where one is misspelt`() throws {
        let run = try Run("gauntlet", "--only", "plane", "--", "true")
        #expect(
            run.errors.hasPrefix(
                "seatfiller: --only plane: there is no such case; use some of plain, last-page-full, "
            ))
        #expect(run.exitCode == 2)
    }
}
