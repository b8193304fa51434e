import Foundation
import Testing

@Suite struct `A seed that comes through a pipe` {
    private static let json =
        #"{"storeForBusiness":[{"tenantId":"t","users":[{"userName":"a@b"}]}]}"#
    private static let sql = "INSERT INTO store_organizations (id, tenant_id) VALUES (1, 't');"
    private static let one = ": 1 user, 0 seats, 0 customers, 0 tenants"
    private static let none = ": 0 users, 0 seats, 0 customers, 0 tenants"

    /// What a shell prints that pipes text into the command, which is `"$@"`.
    private func check(
        _ text: String, _ script: String = #"exec "$@" check -"#
    ) throws -> (output: String, errors: String) {
        let file = try temporaryFolder().appending(path: "text")
        try Data(text.utf8).write(to: file)
        return try shell("cat '\(file.path)' | (\(script))")
    }

    private func shell(_ script: String) throws -> (output: String, errors: String) {
        let process = Run.process([], [:], nil)
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, "bash", Run.executable.path]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let texts = [output, errors].map { $0.fileHandleForReading.readDataToEndOfFile() }
            .map { String(decoding: $0, as: UTF8.self) }
        process.waitUntilExit()
        return (texts[0], texts[1])
    }

    @Test(arguments: [
        (json, one), (sql, none), ("// one\n/* two */ \n{}", none),
        ("-- one\n/* two */\n\(sql)", none),
        ("\u{FEFF}{}", none), ("\u{FEFF}\n-- a mark\n\(sql)", none),
    ])
    func `tells by its beginning what it is written in`(text: String, inventory: String) throws {
        let (output, errors) = try check(text)
        #expect(output == "no mistakes\(inventory)\n")
        #expect(errors == "")
    }

    @Test(arguments: [
        ("{\n \"x\": 1 }", #"standard input:2:2: unknown member "x" in a seed"#),
        ("SELECT\n x", "standard input:2:2: no such column: x"),
        ("", "standard input:1:1: the text ends too early"),
        ("[]", "standard input:1:1: a seed must be an object, not an array"),
    ])
    func `has its mistakes where they stand`(text: String, mistake: String) throws {
        #expect(try check(text).errors.hasPrefix("seatfiller: \(mistake)"))
    }

    @Test(arguments: [
        #"exec "$@" check /dev/stdin"#, #"exec "$@" check /dev/fd/0"#, #""$@" check <(cat)"#,
        #"cat > t; "$@" check /dev/stdin < t"#,
        #"exec 3<&0; mkfifo p; cat <&3 > p & exec "$@" check p"#,
        #"exec 3<&0; mkfifo p.json; cat <&3 > p.json & exec "$@" check p.json"#,
    ])
    func `has as many names as a pipe has`(script: String) throws {
        let folder = try temporaryFolder().path
        let (output, errors) = try check(Self.json, "cd '\(folder)' && \(script)")
        #expect(output == "no mistakes\(Self.one)\n")
        #expect(errors == "")
    }

    @Test func `may be a store, and what generate prints`() throws {
        let store = try temporaryFolder().appending(path: "seed.db").path
        #expect(
            try shell(
                #""$@" generate --users 2 --seats-per-user 1 | "$@" check - --store '\#(store)'"#
            )
            .output == "no mistakes: 2 users, 2 seats, 2 customers, 8 tenants\nmade \(store)\n")
        #expect(
            try shell(#"cat '\#(store)' | "$@" check -"#).output
                == "no mistakes: 2 users, 2 seats, 2 customers, 8 tenants\n")
        #expect(
            try shell(#"head -c 300 '\#(store)' | "$@" check -"#).errors.hasPrefix(
                "seatfiller: the store standard input "))
    }

    @Test func `that is closed or a folder is refused in a sentence`() throws {
        #expect(
            try shell(#""$@" check - < /"#).errors
                == "seatfiller: the seed standard input cannot be read: Is a directory\n")
        #expect(
            try shell(#""$@" check - <&-"#).errors
                == "seatfiller: standard input:1:1: the text ends too early\n")
    }

    @Test func `is read once: a hangup keeps the data`() throws {
        let seed = try temporaryFolder().appending(path: "seed.json")
        try Data(Self.json.utf8).write(to: seed)
        for name in ["-", "/dev/stdin"] {
            let server = try Server(
                ["--port", "0", "--seed", name], through: #"exec "$@" < '\#(seed.path)'"#)
            #expect(server.readyLine.hasSuffix(Self.one))
            let shown = name == "-" ? "standard input" : name
            #expect(
                try server.hangUp().contains(
                    "the seed is not loaded, the data stays as it was: \(shown) can be read only "
                        + "once, and has been read already\n"))
        }
    }

    @Test func `is named by a variable too`() throws {
        let seed = try temporaryFolder().appending(path: "seed")
        try Data(Self.json.utf8).write(to: seed)
        let server = try Server(
            ["--port", "0"], environment: ["SEATFILLER_SEED": "-"],
            through: #"exec "$@" < '\#(seed.path)'"#)
        #expect(server.readyLine.hasSuffix(Self.one))
    }
}

extension Server {
    /// Sends a hangup and then an end: signals are taken in the order of their numbers.
    ///
    /// - Returns: the log.
    func hangUp() throws -> String {
        kill(process.processIdentifier, SIGHUP)
        return try end().errors
    }
}
