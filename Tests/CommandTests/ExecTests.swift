import Foundation
import TestWorlds
import Testing

@Suite struct `A command beside a server` {
    private static let bob = "/V1/Users/bob@contoso.com/Seats"

    private static func exec(
        _ options: String..., script: String, environment: [String: String] = [:]
    ) throws -> Run {
        try Run(["exec"] + options + ["--", "sh", "-c", script], environment: environment)
    }

    @Test func `finds a server that is ready, and whose requests are told afterwards`() throws {
        let run = try Self.exec(
            script: """
                for path in \(Self.bob) /V1/Inventory /V1/Nothing /partner/none; do
                    curl -s --noproxy '*' -o /dev/null -w '%{http_code} ' "$SEATFILLER_URL$path"
                done
                curl -s --noproxy '*' -o /dev/null "$SEATFILLER_URL/__admin/worlds"
                curl -s --noproxy '*' -o /dev/null -d client_id=x~a "$SEATFILLER_URL/t/oauth2/token"
                """)
        #expect(run.output == "200 200 404 404 ")
        #expect(
            run.errors == """
                seatfiller: 5 requests: 1 elements, 1 entra, 3 store; 1 incomplete traversal

                """)
        #expect(run.exitCode == 0)
    }

    @Test func `is told nothing of where nothing is asked, or nothing is to be told`() throws {
        let run = try Self.exec(script: "echo out; echo err >&2")
        #expect(run.output == "out\n")
        #expect(run.errors == "err\nseatfiller: no requests\n")
        let quiet = try Self.exec("--quiet", script: "echo $SEATFILLER_URL; exit 3")
        #expect(quiet.output.wholeMatch(of: /http:\/\/127\.0\.0\.1:\d+\n/) != nil)
        #expect(quiet.errors == "")
        #expect(quiet.exitCode == 3)
    }

    @Test(arguments: [
        ("exit 0", 0), ("exit 42", 42), ("kill -TERM $$", 143), ("kill -KILL $$", 137),
        ("kill -INT $$", 130), ("kill -HUP $$", 129), ("kill -SEGV $$", 139),
    ])
    func `ends with the code of the command`(script: String, code: Int32) throws {
        #expect(try Self.exec("--quiet", script: script).exitCode == code)
    }

    @Test func `that cannot be run has the codes of a shell`() throws {
        let folder = try temporaryFolder()
        let file = folder.appending(path: "plain")
        try Data("echo plain".utf8).write(to: file)
        for (name, message, code) in [
            ("no-such-command", "No such file or directory", 127),
            ("/nowhere/x", "No such file or directory", 127),
            (file.path, "Permission denied", 126), (folder.path, "Permission denied", 126),
        ] as [(String, String, Int32)] {
            let run = try Run("exec", "--quiet", "--", name, "x")
            #expect(run.errors == "seatfiller: \(name): \(message)\n")
            #expect(run.exitCode == code)
        }
        // Without a first line that names its shell, as shells run it.
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: file.path)
        #expect(try Run("exec", "--quiet", "--", file.path).output == "plain\n")
    }

    @Test func `has its arguments, its environment and its streams as they are`() throws {
        let process = Run.process(
            [
                "exec", "--quiet", "--", "sh", "-c", #"printf '%s|' "$@"; echo "$HERE"; cat"#, "sh",
                "a b", "", "--quiet", "--", "'\"$x",
            ],
            ["HERE": "as it \"is\"\n", "SEATFILLER_PORT": "1"], nil)
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("typed".utf8))
        try input.fileHandleForWriting.close()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(
            String(decoding: text, as: UTF8.self)
                == "a b||--quiet|--|'\"$x|as it \"is\"\n\ntyped")
    }

    @Test func `has the server that the options say`() throws {
        let folder = try temporaryFolder()
        let seed = folder.appending(path: "seed.json").path
        let ready = folder.appending(path: "ready").path
        try Data(#"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b"}]}]}"#.utf8)
            .write(to: URL(filePath: seed))
        let run = try Self.exec(
            "--quiet", "--seed", seed, "--ready-file", ready, "--no-rule-header",
            script: """
                curl -si --noproxy '*' "$(cat '\(ready)')/V1/Users/a@b/Seats" | grep -c -i -e seatfiller -e ' 200 '
                """)
        #expect(run.output == "1\n")
        #expect(run.errors == "")
        #expect(!FileManager.default.fileExists(atPath: ready))
        let refused = try Self.exec("--seed", "/nowhere.json", script: "echo ran")
        #expect(refused.errors == "seatfiller: there is no seed at /nowhere.json\n")
        #expect(refused.output == "")
        #expect(refused.exitCode == 2)
        let variable = try Self.exec(
            script: "echo ran", environment: ["SEATFILLER_SEED": "/nowhere.json"])
        #expect(
            variable.errors == "seatfiller: SEATFILLER_SEED: there is no seed at /nowhere.json\n")
    }

    @Test func `sees a seed anew that it has changed itself`() throws {
        let seed = try temporaryFolder().appending(path: "seed.json").path
        try Data("{}".utf8).write(to: URL(filePath: seed))
        let run = try Self.exec(
            "--watch", "--quiet", "--seed", seed,
            script: """
                echo '{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b"}]}]}' > '\(seed)'
                until curl -sf --noproxy '*' "$SEATFILLER_URL/V1/Users/a@b/Seats"; do :; done
                """)
        #expect(run.output == #"{"seats":[]}"#)
    }

    @Test func `is stopped by who stops the server`() throws {
        let run = try Self.exec(
            "--quiet",
            script: """
                trap 'exit 9' TERM
                curl -s --noproxy '*' -o /dev/null -X POST "$SEATFILLER_URL/__admin/shutdown"
                while :; do sleep 0.01; done
                """)
        #expect(run.exitCode == 9)
    }

    @Test(arguments: [
        (SIGINT, "INT"), (SIGTERM, "TERM"), (SIGHUP, "HUP"), (SIGQUIT, "QUIT"), (SIGUSR1, "USR1"),
        (SIGWINCH, "WINCH"),
    ])
    func `is sent the signals that we are`(number: Int32, name: String) throws {
        let process = try Begun(
            "trap 'echo caught; exit 7' \(name); echo ready; while :; do read x || sleep 0.01; done"
        )
        #expect(process.line() == "ready")
        kill(process.id, number)
        #expect(process.line() == "caught")
        #expect(process.end() == 7)
    }

    @Test func `is stopped and goes on with us`() throws {
        let process = try Begun(
            "trap 'echo on' CONT; echo ready; while :; do read x || sleep 0.01; done")
        #expect(process.line() == "ready")
        kill(process.id, SIGTSTP)
        // T: stopped, proc_pid_stat(5).
        withKnownIssue("once in some hundred runs, under load, it went on", isIntermittent: true) {
            process.waitForState("T")
        }
        kill(process.id, SIGCONT)
        #expect(process.line() == "on")
        process.waitForState("S")
        kill(process.id, SIGTERM)
        #expect(process.end() == 128 + SIGTERM)
    }

    @Test func `is killed with all of its group where we are`() throws {
        let process = try Begun("sleep 60 & echo $!; echo $$; wait")
        let ids = try [#require(Int32(process.line())), #require(Int32(process.line()))]
        kill(process.id, SIGKILL)
        // Its output ends when the last that has it open has ended.
        #expect(process.rest() == "")
        // A process closes its files a moment before it has ended.
        let deadline = ContinuousClock.now + .patience
        for id in ids {
            while Begun.isRunning(id), ContinuousClock.now < deadline {}
            #expect(!Begun.isRunning(id))
        }
    }

    @Test func `leaves alone what it has left behind`() throws {
        // It keeps nothing open that this process would wait for the end of.
        let run = try Run(
            "exec", "--quiet", "--", "bash", "-c",
            """
            for file in /proc/self/fd/*; do
                number=${file##*/}
                (( number < 3 )) || eval "exec $number>&-"
            done
            sleep 60 < /dev/null > /dev/null 2>&1 & echo $!
            """)
        let id = try #require(Int32(run.output.dropLast()))
        #expect(Begun.isRunning(id))
        kill(id, SIGKILL)
    }

    @Test(arguments: [[], ["--quiet"], ["--"], ["--", ""]])
    func `has to be named`(words: [String]) throws {
        let run = try Run(["exec"] + words)
        #expect(
            run.errors == "seatfiller: give a command after --, as in: exec -- pytest\n")
        #expect(run.exitCode == 2)
    }
}

/// A command that has begun beside its server.
private final class Begun {
    private let process: Process
    private let output = Pipe()

    var id: Int32 { process.processIdentifier }

    init(_ script: String) throws {
        process = Run.process(["exec", "--quiet", "--", "sh", "-c", script], [:], nil)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
    }

    /// The next line that it prints.
    func line() -> String {
        var line = Data()
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty,
            byte != Data([0x0A])
        {
            line += byte
        }
        return String(decoding: line, as: UTF8.self)
    }

    func rest() -> String {
        String(
            decoding: (try? output.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    }

    func end() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Waits until it is in a state of proc_pid_stat(5).
    func waitForState(_ state: String) {
        let deadline = ContinuousClock.now + .patience
        while Self.state(id) != state, ContinuousClock.now < deadline {}
        #expect(Self.state(id) == state)
    }

    static func isRunning(_ id: Int32) -> Bool {
        let state = state(id)
        return state != nil && state != "Z"
    }

    private static func state(_ id: Int32) -> String? {
        let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        return text?.split(separator: ") ").last?.split(separator: " ").first.map(String.init)
    }
}
