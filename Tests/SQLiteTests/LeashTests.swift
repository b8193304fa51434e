import SQLite
import Testing

@Suite struct `A leash` {
    private let store: Connection
    private static let endless = """
        INSERT INTO t
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n
        """

    init() throws {
        store = try Connection(.memory)
        try store.runScript("CREATE TABLE t (a INTEGER)")
    }

    /// What is said of a script that is run on this leash, and where.
    private func mistake(_ script: String, _ leash: Leash) -> String? {
        do throws(ScriptError) {
            try store.leashed(leash) { () throws(ScriptError) in
                try store.runScript(script) { $0 == "t" }
            }
            return nil
        } catch {
            return "\(error.offset): \(error.message)"
        }
    }

    @Test func `ends a statement that takes too long`() throws {
        var bounds = Leash.Bounds()
        bounds.statement = .milliseconds(1)
        #expect(
            mistake("DELETE FROM t; \(Self.endless)", Leash(bounds))
                == "15: this statement takes longer than 0 seconds")
        #expect(try store.integer("SELECT count(*) FROM t") == 0)
    }

    @Test func `ends one that nobody waits for any more`() {
        let leash = Leash { false }
        #expect(mistake(Self.endless, leash) == "0: nobody waits for this any more")
    }

    @Test func `ends one whose functions take long, before the next of them`() {
        let calls = (1...200).map { _ in "trim(hex(zeroblob(500000)), hex(zeroblob(60)))" }
        var looks = 0
        let leash = Leash {
            looks += 1
            return looks < 3
        }
        #expect(
            mistake("INSERT INTO t SELECT length(\(calls.joined(separator: " || ")))", leash)
                == "0: nobody waits for this any more")
        #expect(looks == 3)
    }

    @Test func `ends one that takes too much memory`() {
        var bounds = Leash.Bounds()
        bounds.memory = 1 << 20
        #expect(
            mistake(Self.endless, Leash(bounds)) == "0: this takes more memory than 1 MiB")
    }

    @Test func `lets no value grow that one instruction makes`() {
        let said = mistake("INSERT INTO t VALUES (randomblob(900000000))", Leash())
        #expect(said == "0: string or blob too big")
    }

    @Test func `holds as long as it is worn`() throws {
        #expect(mistake("INSERT INTO t VALUES (1)", Leash { true }) == nil)
        #expect(mistake(Self.endless, Leash { false }) != nil)
        try store.run(
            "INSERT INTO t WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT i FROM n"
        )
        #expect(try store.integer("SELECT count(*) FROM t") == 100_001)
    }
}
